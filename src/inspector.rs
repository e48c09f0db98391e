//! The inspector: a reference in, every platform out, with proofs, and the entry that a machine gets.

mod access;
mod bytes_view;
mod decision;
mod deck;
mod examples;
mod failure_story;
mod failure_view;
mod inspection;
mod listing;
mod lookup;
mod no_match;
mod object;
mod opened;
mod page;
mod paste;
mod platform_row;
mod platform_table;
mod receipt;
mod record_view;
mod reference_form;
mod reindent;
mod result_head;
mod row_detail;
mod settings;
mod shelf;
mod single_view;
mod sizes;
mod story;
mod understood;
mod verdict_panel;

pub use access::provide_access;
pub use page::InspectorPage;
pub use paste::provide_paste;
pub use settings::SettingsButton;
pub use shelf::provide_shelf;

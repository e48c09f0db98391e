//! The parts that every page is built from. Each shows one thing it is given; none knows where the data came from.

mod code_text;
mod copy_button;
mod derived;
mod dialog;
mod digest_chip;
mod effect;
mod ghost_rows;
mod icon;
pub mod markup;
mod message;
mod outcome;
mod platform_badge;
mod progress_list;
mod segmented;
mod size_axis;
mod size_bar;
mod tabs;

pub use code_text::CodeText;
pub use copy_button::{CopyButton, CopyText};
pub use derived::Derived;
pub use dialog::Dialog;
pub use digest_chip::{DigestChip, DigestForm};
pub use effect::effect;
pub use ghost_rows::GhostRows;
pub use icon::{Icon, IconName};
pub use message::{Message, Tone};
pub use outcome::{Outcome, OutcomeKind};
pub use platform_badge::PlatformBadge;
pub use progress_list::{ProgressList, ProgressStep, StepState};
pub use segmented::Segmented;
pub use size_axis::{SizeAxis, nice_scale};
pub use size_bar::SizeBar;
pub use tabs::{Tabs, panel_id, tab_id};
pub use tagprism_figures::sign::family_class;
pub use tagprism_view::view;

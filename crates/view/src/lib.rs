//! `view!`, as Leptos has it, but smaller in the program.
//!
//! Leptos gives every element with its attributes and children a type of its own, and the compiler writes the code that
//! builds, updates and removes it once per type. This macro reads the same syntax and calls `ui::markup` instead, where
//! every element is one type and every reactive child another. Components stay Leptos's own: they are handed to its
//! macro, with their children built here. `docs/adr/0016-size.md` has the numbers.

mod element;
mod inert;

use proc_macro2::TokenStream;
use quote::quote;
use rstml::node::{Node, NodeBlock};
use syn::{Expr, Stmt};

/// Builds a view; the syntax is that of Leptos's macro of the same name. The result is an `AnyView`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let parser = rstml::Parser::new(rstml::ParserConfig::default().recover_block(true));
    let (nodes, errors) = parser.parse_recoverable(tokens).split_vec();
    let errors = errors.into_iter().map(|error| error.emit_as_expr_tokens());
    let view = fragment(&nodes);
    quote!({ #(#errors;)* #view }).into()
}

/// Some nodes as one view.
fn fragment(nodes: &[Node]) -> TokenStream {
    match nodes {
        [one] => node(one),
        many => {
            let children = many.iter().map(node);
            quote!(crate::ui::markup::fragment(::std::vec![#(#children),*]))
        }
    }
}

/// One node as a view.
fn node(node: &Node) -> TokenStream {
    match node {
        Node::Text(text) => {
            let text = &text.value;
            quote!(crate::ui::markup::node(#text))
        }
        Node::RawText(raw) => {
            let text = raw.to_string_best();
            quote!(crate::ui::markup::node(#text))
        }
        Node::Block(NodeBlock::ValidBlock(block)) => match &block.stmts[..] {
            [Stmt::Expr(closure @ Expr::Closure(_), None)] => {
                quote!(crate::ui::markup::reactive(#closure))
            }
            [Stmt::Expr(expr, None)] => quote!(crate::ui::markup::node(#expr)),
            _ => quote!(crate::ui::markup::node(#block)),
        },
        Node::Block(block) => quote!(crate::ui::markup::node(#block)),
        Node::Element(element) => match inert::html(element) {
            Some(html) => quote!(crate::ui::markup::inert(#html)),
            None => element::view(element),
        },
        Node::Fragment(inner) => fragment(&inner.children),
        Node::Comment(_) | Node::Doctype(_) | Node::Custom(_) => {
            quote!(crate::ui::markup::node(()))
        }
    }
}

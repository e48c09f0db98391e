//! Elements with something in them that is computed, and components.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use rstml::node::{
    KVAttributeValue, KeyedAttribute, KeyedAttributeValue, Node, NodeAttribute, NodeBlock,
    NodeElement,
};
use syn::{Expr, Stmt};

use crate::{fragment, inert, node};

/// Names that begin with a capital are components.
pub fn is_component(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

/// An element or a component as a view.
pub fn view(element: &NodeElement<rstml::Infallible>) -> TokenStream {
    if is_component(&element.name().to_string()) {
        return component(element);
    }
    let element = unfinished(element);
    quote!(#element.finished())
}

/// An element before it is a view: what other elements take as a child.
fn unfinished(element: &NodeElement<rstml::Infallible>) -> TokenStream {
    let name = element.name().to_string();
    let attributes = element.attributes().iter().map(|it| match it {
        NodeAttribute::Attribute(attribute) => part(attribute),
        NodeAttribute::Block(block) => {
            syn::Error::new_spanned(block, "ui::markup knows attributes by their names only")
                .into_compile_error()
        }
    });
    let children = element.children.iter().map(|child| {
        let child = self::child(child);
        quote!(let element = element.#child;)
    });
    quote!({
        let element = crate::ui::markup::element(#name);
        // As in Leptos's macro: what the children borrow, an attribute may take.
        #(#children)*
        #(#attributes)*
        element
    })
}

/// The call that adds a child: each kind has one that takes no more than it needs.
fn child(child: &Node) -> TokenStream {
    match child {
        Node::Text(text) => {
            let text = &text.value;
            quote!(text(#text))
        }
        Node::RawText(raw) => {
            let text = raw.to_string_best();
            quote!(text(#text))
        }
        Node::Element(element) => match inert::html(element) {
            Some(html) => quote!(inert(#html)),
            None if is_component(&element.name().to_string()) => {
                let view = component(element);
                quote!(child(#view))
            }
            None => {
                let element = unfinished(element);
                quote!(element(#element))
            }
        },
        Node::Block(NodeBlock::ValidBlock(block)) => match &block.stmts[..] {
            [Stmt::Expr(closure @ Expr::Closure(_), None)] => quote!(reactive(#closure)),
            [Stmt::Expr(expr, None)] => quote!(view(#expr)),
            _ => quote!(view(#block)),
        },
        other => {
            let view = node(other);
            quote!(child(#view))
        }
    }
}

/// Leptos builds the component; its children are one view that is built here.
fn component(element: &NodeElement<rstml::Infallible>) -> TokenStream {
    let name = element.name();
    let attributes = element.attributes();
    if element.children.is_empty() {
        return quote!(crate::ui::markup::node(
            ::leptos::view! { <#name #(#attributes)* /> }
        ));
    }
    let children = fragment(&element.children);
    quote!(crate::ui::markup::node(
        ::leptos::view! { <#name #(#attributes)*>{#children}</#name> }
    ))
}

/// The statement that adds an attribute, a property, a class, a style or a listener.
fn part(attribute: &KeyedAttribute) -> TokenStream {
    let key = attribute.key.to_string();
    let value = match &attribute.possible_value {
        KeyedAttributeValue::None => quote!(true),
        KeyedAttributeValue::Value(value) => match &value.value {
            KVAttributeValue::Expr(expr) => quote!(#expr),
            KVAttributeValue::InvalidBraced(block) => quote!(#block),
        },
        KeyedAttributeValue::Binding(_) => {
            return syn::Error::new_spanned(&attribute.key, "an element binds no names")
                .into_compile_error();
        }
    };
    // One type for all closures that compute the same.
    let shared = match attribute.value() {
        Some(Expr::Closure(_)) => quote!(crate::ui::markup::shared(#value)),
        _ => value.clone(),
    };
    match key.split_once(':') {
        None if key == "node_ref" => {
            quote!(let element = element.part(::leptos::tachys::html::node_ref::node_ref(#value));)
        }
        None => quote!(let element = element.attribute(#key, #value);),
        Some(("on", event)) => {
            let event = Ident::new(event, Span::call_site());
            quote!(let element = element.on(::leptos::ev::#event, #value);)
        }
        Some(("prop", name)) => {
            quote!(let element = element.part(::leptos::tachys::html::property::prop(#name, #shared));)
        }
        Some(("class", name)) => {
            quote!(let element = element.part(::leptos::tachys::html::class::class((#name, #shared)));)
        }
        Some(("style", name)) => {
            quote!(let element = element.part(::leptos::tachys::html::style::style((#name, #shared)));)
        }
        Some(_) => syn::Error::new_spanned(
            &attribute.key,
            "ui::markup knows on:, prop:, class: and style:",
        )
        .into_compile_error(),
    }
}

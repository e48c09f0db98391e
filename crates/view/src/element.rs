//! Elements with something in them that is computed, and components.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use rstml::node::{
    KVAttributeValue, KeyedAttribute, KeyedAttributeValue, NodeAttribute, NodeElement,
};
use syn::Expr;

use crate::{fragment, node};

/// Names that begin with a capital are components.
pub fn is_component(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

/// An element or a component as a view.
pub fn view(element: &NodeElement<rstml::Infallible>) -> TokenStream {
    let name = element.name().to_string();
    if is_component(&name) {
        return component(element);
    }
    let attributes = element.attributes().iter().map(|it| match it {
        NodeAttribute::Attribute(attribute) => part(attribute),
        NodeAttribute::Block(block) => {
            syn::Error::new_spanned(block, "ui::markup knows attributes by their names only")
                .into_compile_error()
        }
    });
    let children = element.children.iter().map(|child| {
        let child = node(child);
        quote!(element.child(#child);)
    });
    quote!({
        let mut element = crate::ui::markup::Element::default();
        // As in Leptos's macro: what the children borrow, an attribute may take.
        #(#children)*
        #(#attributes)*
        element.finished(#name)
    })
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
            quote!(element.part(::leptos::tachys::html::node_ref::node_ref(#value));)
        }
        None => quote!(element.attribute(#key, #value);),
        Some(("on", event)) => {
            let event = Ident::new(event, Span::call_site());
            quote!(element.on(::leptos::ev::#event, #value);)
        }
        Some(("prop", name)) => {
            quote!(element.part(::leptos::tachys::html::property::prop(#name, #shared));)
        }
        Some(("class", name)) => {
            quote!(element.part(::leptos::tachys::html::class::class((#name, #shared)));)
        }
        Some(("style", name)) => {
            quote!(element.part(::leptos::tachys::html::style::style((#name, #shared)));)
        }
        Some(_) => syn::Error::new_spanned(
            &attribute.key,
            "ui::markup knows on:, prop:, class: and style:",
        )
        .into_compile_error(),
    }
}

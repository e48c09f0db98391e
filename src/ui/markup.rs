//! What [`view!`](crate::ui::view) is made of: every element is of one type, every reactive child of one other.
//!
//! The functions that a view calls again and again are not generic and stay calls; what has to be generic converts its
//! argument and hands it on.

use leptos::{
    ev::EventDescriptor,
    prelude::*,
    svg,
    tachys::{
        html::{
            InertElement,
            attribute::{
                Attribute,
                any_attribute::{AnyAttribute, IntoAnyAttribute},
                custom::custom_attribute,
            },
            element::custom,
            event,
        },
        view::{add_attr::AddAnyAttr, iterators::StaticVec},
    },
};
use std::{
    any::Any,
    sync::{Arc, Mutex},
};

/// A closure that computes something again and again, whatever its own type.
pub type Shared<T> = Arc<Mutex<dyn FnMut() -> T + Send>>;

/// Makes a closure one of many of the same type.
pub fn shared<T, F: FnMut() -> T + Send + 'static>(compute: F) -> Shared<T> {
    Arc::new(Mutex::new(compute))
}

/// Any view as the one type of views; one that is of that type already stays as it is.
pub fn node<V: IntoView + 'static>(view: V) -> AnyView {
    let mut view = Some(view);
    if let Some(erased) = (&mut view as &mut dyn Any).downcast_mut::<Option<AnyView>>() {
        return erased.take().unwrap_or_else(nothing);
    }
    view.map_or_else(nothing, |view| view.into_view().into_any())
}

fn nothing() -> AnyView {
    ().into_any()
}

/// A child that follows the signals which `compute` reads.
pub fn reactive<V: IntoView + 'static>(mut compute: impl FnMut() -> V + Send + 'static) -> AnyView {
    follow(shared(move || node(compute())))
}

#[inline(never)]
fn follow(compute: Shared<AnyView>) -> AnyView {
    compute.into_any()
}

/// Views one after the other.
#[inline(never)]
pub fn fragment(views: Vec<AnyView>) -> AnyView {
    StaticVec::from(views).into_any()
}

/// An element in which nothing ever changes, as the HTML that `view!` made of it while compiling.
#[inline(never)]
pub fn inert(html: &'static str) -> AnyView {
    InertElement::new(html).into_any()
}

/// An element in the making.
///
/// On the heap, because elements are built in chains: a pointer is handed from call to call where the parts would be
/// copied or addressed each time.
pub struct Element(Box<Parts>);

/// What an element consists of.
struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element without anything in it.
#[inline(never)]
pub fn element(tag: &'static str) -> Element {
    Element(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

impl Element {
    /// Sets an attribute, once or reactively.
    pub fn attribute(self, name: &'static str, value: impl AttributeText) -> Self {
        value.set(self, name)
    }

    #[inline(never)]
    fn fixed(self, name: &'static str, value: Option<String>) -> Self {
        self.part(custom_attribute(name, value))
    }

    #[inline(never)]
    fn following(self, name: &'static str, value: Shared<Option<String>>) -> Self {
        self.part(custom_attribute(name, value))
    }

    /// Listens to an event.
    pub fn on<E: EventDescriptor>(
        self,
        event: E,
        mut handler: impl FnMut(E::EventType) + 'static,
    ) -> Self
    where
        E::EventType: From<leptos::tachys::renderer::types::Event>,
    {
        let name = event.name();
        self.listen(name, Box::new(move |event| handler(event.into())))
    }

    #[inline(never)]
    fn listen(
        self,
        name: std::borrow::Cow<'static, str>,
        handler: Box<dyn FnMut(leptos::tachys::renderer::types::Event)>,
    ) -> Self {
        self.part(event::on(leptos::ev::Custom::new(name), handler))
    }

    /// Adds a property, class, style or reference.
    #[inline(never)]
    pub fn part(mut self, part: impl Attribute) -> Self {
        self.0.attributes.push(part.into_any_attr());
        self
    }

    /// Adds a child.
    #[inline(never)]
    pub fn child(mut self, child: AnyView) -> Self {
        self.0.children.push(child);
        self
    }

    /// Adds an element.
    #[inline(never)]
    pub fn element(self, child: Self) -> Self {
        self.child(child.finished())
    }

    /// Adds [`inert`] HTML.
    #[inline(never)]
    pub fn inert(self, html: &'static str) -> Self {
        self.child(inert(html))
    }

    /// Adds a text that stands in the view.
    #[inline(never)]
    pub fn text(self, text: &'static str) -> Self {
        self.child(node(text))
    }

    /// Adds any other view.
    #[inline(never)]
    pub fn view<V: IntoView + 'static>(self, view: V) -> Self {
        self.child(node(view))
    }

    /// Adds a child that follows the signals which `compute` reads.
    pub fn reactive<V: IntoView + 'static>(
        self,
        mut compute: impl FnMut() -> V + Send + 'static,
    ) -> Self {
        self.follow(shared(move || node(compute())))
    }

    #[inline(never)]
    fn follow(self, compute: Shared<AnyView>) -> Self {
        self.child(follow(compute))
    }

    /// The element under its name. The parts of drawings lie in a namespace of their own; these are all that there are.
    #[inline(never)]
    pub fn finished(self) -> AnyView {
        let Parts {
            tag,
            attributes,
            children,
        } = *self.0;
        let children = StaticVec::from(children);
        match tag {
            "svg" => svg::svg()
                .child(children)
                .add_any_attr(attributes)
                .into_any(),
            "use" => svg::r#use()
                .child(children)
                .add_any_attr(attributes)
                .into_any(),
            "path" => svg::path()
                .child(children)
                .add_any_attr(attributes)
                .into_any(),
            "rect" => svg::rect()
                .child(children)
                .add_any_attr(attributes)
                .into_any(),
            _ => custom(tag)
                .child(children)
                .add_any_attr(attributes)
                .into_any(),
        }
    }
}

/// What can be the text of an attribute. `None` and `false` leave the attribute out.
pub trait AttributeText {
    /// Sets `name` of an element to it.
    fn set(self, element: Element, name: &'static str) -> Element;
}

/// What a text or its absence can be written as.
pub trait IntoText {
    /// The text.
    fn into_text(self) -> Option<String>;
}

impl IntoText for u32 {
    fn into_text(self) -> Option<String> {
        Some(self.to_string())
    }
}

impl<T: IntoText> IntoText for Option<T> {
    fn into_text(self) -> Option<String> {
        self.and_then(T::into_text)
    }
}

impl IntoText for &'static str {
    fn into_text(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl IntoText for String {
    fn into_text(self) -> Option<String> {
        Some(self)
    }
}

impl IntoText for bool {
    fn into_text(self) -> Option<String> {
        self.then(String::new)
    }
}

macro_rules! set_once {
    ($($kind:ty),*) => {$(
        impl AttributeText for $kind {
            #[inline(never)]
            fn set(self, element: Element, name: &'static str) -> Element {
                element.fixed(name, self.into_text())
            }
        }
    )*};
}

set_once!(&'static str, String, bool, u32);

impl<T: IntoText> AttributeText for Option<T> {
    #[inline(never)]
    fn set(self, element: Element, name: &'static str) -> Element {
        element.fixed(name, self.into_text())
    }
}

impl<T: IntoText, F: FnMut() -> T + Send + 'static> AttributeText for F {
    fn set(mut self, element: Element, name: &'static str) -> Element {
        element.following(name, shared(move || self().into_text()))
    }
}

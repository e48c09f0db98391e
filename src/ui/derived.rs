use leptos::prelude::*;
use std::{any::Any, marker::PhantomData, sync::Arc};

/// A value that follows signals, and tells who reads it only when it became another one.
///
/// What Leptos's `Memo` is, but the program holds the machinery of memos once for all types of values instead of once for
/// each.
pub struct Derived<T> {
    memo: Memo<Erased>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

/// A value whose type only its [`Derived`] knows.
#[derive(Clone)]
struct Erased {
    value: Arc<dyn Any + Send + Sync>,
    is_same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Erased {
    fn eq(&self, other: &Self) -> bool {
        (self.is_same)(&*self.value, &*other.value)
    }
}

impl<T: PartialEq + Send + Sync + 'static> Derived<T> {
    /// Computes the value when it is first read, and again when a signal changed that it was computed from.
    pub fn new(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::compared(compute, |one, other| {
            one.downcast_ref::<T>() == other.downcast_ref::<T>()
        })
    }
}

impl<T: Send + Sync + 'static> Derived<T> {
    /// Like [`new`](Self::new), but every computation counts as another value.
    pub fn always_another(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::compared(compute, |_, _| false)
    }

    fn compared(
        compute: impl Fn() -> T + Send + Sync + 'static,
        is_same: fn(&dyn Any, &dyn Any) -> bool,
    ) -> Self {
        let compute = move || Erased {
            value: Arc::new(compute()),
            is_same,
        };
        Self {
            memo: follow(Box::new(compute)),
            of: PhantomData,
        }
    }

    /// The value; what reads it follows it.
    pub fn read(&self) -> Arc<T> {
        of_its_type(self.memo.get())
    }

    /// The value, unless its owner is gone.
    pub fn try_read(&self) -> Option<Arc<T>> {
        self.memo.try_get().map(of_its_type)
    }

    /// The value as it is now.
    pub fn read_untracked(&self) -> Arc<T> {
        of_its_type(self.memo.get_untracked())
    }
}

impl<T: Clone + Send + Sync + 'static> Derived<T> {
    /// A copy of the value; what gets it follows it.
    pub fn get(&self) -> T {
        (*self.read()).clone()
    }

    /// A copy of the value as it is now.
    pub fn get_untracked(&self) -> T {
        (*self.read_untracked()).clone()
    }
}

#[inline(never)]
fn follow(compute: Box<dyn Fn() -> Erased + Send + Sync>) -> Memo<Erased> {
    Memo::new(move |_| compute())
}

fn of_its_type<T: Send + Sync + 'static>(erased: Erased) -> Arc<T> {
    let value = erased.value.downcast();
    value.expect("a Derived holds what its own closure computed")
}

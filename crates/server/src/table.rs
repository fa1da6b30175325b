//! The table of addresses: axum's router, and beside it the list of what was put into it.
//!
//! Axum does not tell which routes a router has. The list is what the contract is held against: an address that it does
//! not describe, or describes and that isn't there, fails a test.

use std::sync::Arc;

use axum::Router;
use axum::handler::Handler;
use axum::routing::MethodRouter;

use crate::app::App;

/// Addresses and who answers at each.
#[derive(Default)]
pub struct Table {
    router: Router<Arc<App>>,
    addresses: Vec<Address>,
}

/// A path, as axum spells it, and the methods that it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// `/api/v1/scheduling/jobs/{id}`
    pub path: String,
    /// In small letters.
    pub methods: Vec<&'static str>,
}

/// What is done at one path, by method.
pub struct Methods {
    router: MethodRouter<Arc<App>>,
    names: Vec<&'static str>,
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A path and what is done there.
    #[must_use]
    pub fn route(mut self, path: &str, methods: Methods) -> Self {
        self.addresses.push(Address { path: path.to_owned(), methods: methods.names });
        Self { router: self.router.route(path, methods.router), ..self }
    }

    /// All of another table, under a prefix.
    #[must_use]
    pub fn nest(mut self, prefix: &str, other: Self) -> Self {
        let moved =
            other.addresses.into_iter().map(|address| Address { path: prefix.to_owned() + &address.path, ..address });
        self.addresses.extend(moved);
        Self { router: self.router.nest(prefix, other.router), ..self }
    }

    /// The list.
    #[cfg(test)]
    #[must_use]
    pub fn addresses(self) -> Vec<Address> {
        self.addresses
    }

    /// The router, for what is no address: fallbacks and layers.
    pub fn router(self) -> Router<Arc<App>> {
        self.router
    }
}

macro_rules! first {
    ($($name:ident),*) => {
        $(
            #[doc = concat!("What answers to `", stringify!($name), "`.")]
            pub fn $name<T: 'static>(handler: impl Handler<T, Arc<App>>) -> Methods {
                Methods { router: axum::routing::$name(handler), names: vec![stringify!($name)] }
            }
        )*
    };
}

macro_rules! further {
    ($($name:ident),*) => {
        impl Methods {
            $(
                #[doc = concat!("What answers to `", stringify!($name), "` as well.")]
                #[must_use]
                pub fn $name<T: 'static>(mut self, handler: impl Handler<T, Arc<App>>) -> Self {
                    self.names.push(stringify!($name));
                    Self { router: self.router.$name(handler), ..self }
                }
            )*
        }
    };
}

first!(get, post, delete);
further!(post, patch, delete);

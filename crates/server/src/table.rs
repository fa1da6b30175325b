//! The table of addresses: axum's router, and beside it the list of what was put into it.
//!
//! Axum does not say which routes a router has. A test compares the list with the contract: an address that is not
//! described fails it, and so does one that is described and isn't there.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, Route};
use tower::{Layer, Service};

use crate::app::App;

/// Addresses and who answers at each.
#[derive(Default)]
pub struct Table {
    routes: Vec<(String, Methods)>,
}

/// A path, as axum spells it, and the methods that it takes.
#[cfg(test)]
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
        self.routes.push((path.to_owned(), methods));
        self
    }

    /// All of another table, under a prefix.
    #[must_use]
    pub fn nest(mut self, prefix: &str, other: Self) -> Self {
        self.routes.extend(other.routes.into_iter().map(|(path, methods)| (prefix.to_owned() + &path, methods)));
        self
    }

    /// A layer around what is done, and not around what is refused because nothing is done by that method.
    #[must_use]
    pub fn around_handlers<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        let around = |(path, methods): (String, Methods)| {
            (path, Methods { router: methods.router.route_layer(layer.clone()), ..methods })
        };
        Self { routes: self.routes.into_iter().map(around).collect() }
    }

    /// The list.
    #[cfg(test)]
    #[must_use]
    pub fn addresses(self) -> Vec<Address> {
        self.routes.into_iter().map(|(path, methods)| Address { path, methods: methods.names }).collect()
    }

    /// The router, for what is no address: fallbacks and further layers.
    pub fn router(self) -> Router<Arc<App>> {
        self.routes.into_iter().fold(Router::new(), |router, (path, methods)| router.route(&path, methods.router))
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

first!(get, post, put, delete);
further!(post, put, patch, delete);

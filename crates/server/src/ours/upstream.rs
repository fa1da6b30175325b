//! `/v1/upstream`: which system is behind the gateway, and what it can do. Ours, and for staff alone.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_upstream::{Operation, Scheduler, Support};
use slotwright_wire::slotwright::{Behind, BehindOperation, BehindSupport};

use crate::app::App;
use crate::inbound::sonar::params::NoParams;
use crate::scheduling::Staff;

/// `GET /v1/upstream`
pub async fn get(State(app): State<Arc<App>>, _: Staff, _: NoParams) -> Json<Behind> {
    let Some(upstream) = &app.upstream else { return Json(Behind { system: None, operations: Vec::new() }) };
    let capabilities = upstream.capabilities();
    let told = |operation: Operation| BehindOperation {
        operation: operation.name().to_owned(),
        support: match capabilities.of(operation) {
            Support::Native => BehindSupport::Native,
            Support::Emulated => BehindSupport::Emulated,
            Support::Local => BehindSupport::Local,
            Support::None => BehindSupport::None,
        },
    };
    let operations = Operation::ALL.into_iter().map(told).collect();
    Json(Behind { system: Some(upstream.system().name().to_owned()), operations })
}

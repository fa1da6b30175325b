//! `/system/application`: the instance itself.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use slotwright_wire::sonar::{Application, Data};

use super::params::NoParams;
use crate::app::App;
use crate::scheduling::Staff;

/// `GET /system/application`
pub async fn application(State(app): State<Arc<App>>, _: Staff, _: NoParams) -> Json<Data<Application>> {
    Json(Data::of(Application {
        timezone: app.zone.name().to_owned(),
        date_format: "Y-m-d".to_owned(),
        time_format: "H:i:s".to_owned(),
        locale: "en-US".to_owned(),
        country: "US".to_owned(),
        units: "imperial".to_owned(),
    }))
}

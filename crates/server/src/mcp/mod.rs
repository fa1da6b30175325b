//! `/mcp`: agents (programs in which a language model decides what is called) find, book and move by tools of the Model Context
//! Protocol. Versions, headers and the shapes of its messages are the SDK's matter; which tools there are, and what they say, is
//! ours.
//!
//! A tool asks our own addresses, in the process and with the caller's own credentials: so whatever is refused there is refused
//! here, and no right is judged twice. There are no sessions, so any server of several can answer any request.

mod arguments;
mod customer;
mod dispatcher;
mod door;
mod tool;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorCode, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::{NotificationContext, RequestContext};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, RoleServer, ServerHandler};
use serde_json::json;

use self::tool::{Done, Tool, Turn};
use crate::app::App;
use crate::asking::{Api, Refused};
use crate::edge::limits::MAX_BODY_BYTES;
use crate::edge::refusal::AsItIs;
use crate::scheduling::Caller;

/// Where agents connect.
pub const PATH: &str = "/mcp";

/// What an agent is told at the beginning.
const ABOUT: &str = "Appointments for field service. Times are wall-clock times of the place of the visit, YYYY-MM-DD HH:MM:SS, \
                     and only starts that are listed can be booked. Ask the person before you book, move or cancel. When something \
                     is refused, the answer says why and what to do next.";

/// The endpoint. `api` are our own addresses, which its tools ask.
pub fn router(app: &Arc<App>, api: Router) -> Router<Arc<App>> {
    let agent = Agent { app: app.clone(), api };
    // Who may ask is decided at the door: it knows the operator's origins, and hosts are for the proxy in front.
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(MAX_BODY_BYTES)
        .disable_allowed_hosts();
    let service =
        StreamableHttpService::new(move || Ok(agent.clone()), Arc::new(NeverSessionManager::default()), config);
    Router::new()
        .route_service(PATH, service)
        .layer(map_response(as_it_is))
        .layer(from_fn_with_state(app.clone(), door::admit))
}

/// What the protocol says of a faulty message stays as it is; what has no words of its own is written as on all our paths.
async fn as_it_is(mut response: Response) -> Response {
    let kind = response.headers().get(axum::http::header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json")) {
        response.extensions_mut().insert(AsItIs);
    }
    response
}

/// Answers one request of an agent.
#[derive(Clone)]
struct Agent {
    app: Arc<App>,
    api: Router,
}

impl Agent {
    /// Who asks, and how they ask further.
    fn turn(&self, context: &RequestContext<RoleServer>) -> Result<Turn, ErrorData> {
        let parts = context.extensions.get::<axum::http::request::Parts>();
        let caller = parts.and_then(|parts| parts.extensions.get::<Arc<Caller>>());
        let (Some(parts), Some(caller)) = (parts, caller) else {
            return Err(ErrorData::internal_error("the request came past the door", None));
        };
        let api = Api::of(self.api.clone(), parts, caller);
        Ok(Turn { app: self.app.clone(), api, caller: caller.clone() })
    }
}

/// The tools of whoever asks.
fn tools(caller: &Caller) -> &'static [Tool] {
    match caller {
        Caller::Customer(_) => customer::TOOLS,
        Caller::Staff(_) => dispatcher::TOOLS,
    }
}

impl ServerHandler for Agent {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("slotwright", env!("CARGO_PKG_VERSION")).with_title("Slotwright"))
            .with_instructions(ABOUT)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let turn = self.turn(&context)?;
        let tools = tools(&turn.caller).iter().filter(|tool| tool.for_whom.has(&turn.caller));
        Ok(ListToolsResult::with_all_items(tools.map(Tool::described).collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let turn = self.turn(&context)?;
        let tools = tools(&turn.caller);
        let Some(tool) = tools.iter().find(|tool| tool.name == request.name) else {
            let names: Vec<_> = tools.iter().map(|tool| tool.name).collect();
            let text = format!("there is no tool `{}` (there are: {})", request.name, names.join(", "));
            return Err(ErrorData::new(ErrorCode::INVALID_PARAMS, text, None));
        };
        let result = match tool.run(&turn, request.arguments.unwrap_or_default()).await {
            Ok(done) => answered(done),
            Err(refused) => refused_as_result(refused),
        };
        Ok(CallToolResponse::from(result))
    }

    // Without sessions nothing follows from it, and the SDK's own line in the log is none of ours.
    async fn on_initialized(&self, _: NotificationContext<RoleServer>) {}
}

/// A sentence for the model, and the data: once for programs, and once more as text for those that read nothing else.
fn answered(Done { sentence, data }: Done) -> CallToolResult {
    let text = vec![ContentBlock::text(sentence), ContentBlock::text(data.to_string())];
    let mut result = CallToolResult::success(text);
    result.structured_content = Some(data);
    result
}

fn refused_as_result(refused: Refused) -> CallToolResult {
    let next = words::next(refused.code.as_str());
    let data = json!({
        "code": refused.code, "message": refused.message, "errors": refused.errors, "next": next,
        "retry_after_seconds": refused.retry_after_seconds,
    });
    let mut result = CallToolResult::error(vec![
        ContentBlock::text(format!("{} {next} ({})", refused.message, refused.code)),
        ContentBlock::text(data.to_string()),
    ]);
    result.structured_content = Some(data);
    result
}

//! The server's process: settings, log, socket.

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use slotwright_server::commands::{self, Command};
use slotwright_server::config::{LogFormat, Settings};
use slotwright_server::{App, Signals, serve, serve_until, smoke, take_up_webhooks};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

/// Seen by `sabotaged.rs` too.
#[tokio::main]
pub(crate) async fn main() -> ExitCode {
    let settings = match Settings::from_process() {
        Ok(settings) => settings,
        Err(problem) => problem.exit(),
    };
    if let Some(command) = &settings.command {
        return instead(command, &settings).await.unwrap_or_else(|problem| {
            eprintln!("slotwright-server: {problem}");
            ExitCode::FAILURE
        });
    }
    start_log(settings.log_format, &settings.rust_log);
    log_panics();
    match run(&settings).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("slotwright-server: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// What is done instead of serving, and how the process ends then.
async fn instead(command: &Command, settings: &Settings) -> Result<ExitCode, String> {
    match command {
        Command::Store(command) => {
            let output = commands::run(command, &settings.database_url, &settings.around()).await?;
            if !output.is_empty() {
                println!("{output}");
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Csp(command) => {
            let own = settings.public_url.clone().unwrap_or_else(|| format!("http://{}", settings.listen));
            println!("{}", commands::csp_lines(command, &own, &settings.allowed_origins));
            Ok(ExitCode::SUCCESS)
        }
        Command::Smoke(command) => Ok(smoke::run(command, settings).await?.exit_code().into()),
    }
}

async fn run(settings: &Settings) -> Result<(), String> {
    raise_open_files();
    let (listener, bound) = listen("--listen (LISTEN)", settings.listen).await?;
    let metrics = match settings.metrics_listen {
        Some(address) => Some(listen("--metrics-listen (METRICS_LISTEN)", address).await?),
        None => None,
    };
    let (app, mut greeting) = App::build(settings, bound).await?;
    take_up_webhooks(&app, &settings.webhooks).await?;
    let signals = Signals::listen().map_err(|error| format!("can't listen to signals: {error}"))?;
    let stop = app.stop.clone();
    let (router, metrics_router) = app.routers();
    if let Some((listener, bound)) = metrics {
        let place = greeting.iter().position(|(name, _)| *name == "listening on").map_or(0, |place| place + 1);
        greeting.insert(place, ("metrics", format!("http://{bound}/metrics")));
        // To the very end: how the process stops is worth measuring too.
        tokio::spawn(serve(listener, metrics_router));
    }
    let mut out = std::io::stdout().lock();
    for (name, value) in greeting {
        // Whoever started us may have closed it.
        let _ = writeln!(out, "{name:<13} {value}");
    }
    let _ = out.flush();
    drop(out);
    tokio::spawn(stop.clone().follow(signals, Duration::from_secs(settings.stop_grace.into())));
    serve_until(listener, router, stop, Duration::from_secs(settings.keep_alive.into()))
        .await
        .map_err(|error| error.to_string())
}

async fn listen(setting: &str, address: SocketAddr) -> Result<(TcpListener, SocketAddr), String> {
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|error| format!("{setting}: can't listen on {address}: {error}"))?;
    let bound = listener.local_addr().map_err(|error| error.to_string())?;
    Ok((listener, bound))
}

/// Takes as many file descriptors as the process may have: a shell's usual 1,024 are gone when a thousand customers come
/// at once.
fn raise_open_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
        // Where it is refused the lower limit holds, and `serve` waits for descriptors.
        let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    }
}

/// A panic is a line of the log like any other. What was put together for its message may have a customer's name in it, so
/// only a message that stands in the code as it is gets logged, and where.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
        tracing::error!(place, "panicked: {}", panic.payload().downcast_ref::<&str>().unwrap_or(&"(message withheld)"));
    }));
}

fn start_log(format: LogFormat, filter: &str) {
    // The protocol's SDK would write down whole requests, with what their senders have shown.
    let without_sdk = "rmcp=off".parse().expect("a directive");
    let filter = EnvFilter::new(filter).add_directive(without_sdk);
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.with_target(false).with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

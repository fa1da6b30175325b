//! The server with safeguards that can be switched off: for `cargo xtask sabotage` alone. See `sabotage.rs`.

#[path = "main.rs"]
mod program;

fn main() -> std::process::ExitCode {
    slotwright_server::sabotage::announce();
    program::main()
}

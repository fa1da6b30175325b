//! The adapters against the server itself, which answers all four systems: two processes, real sockets, and a wire between them
//! that can be cut.

mod alone;
mod availability;
mod bigchange;
mod callbacks;
mod counterpart;
mod frotcom;
mod gateway;
mod os1;
mod receiver;
mod scripted;
mod secrets;
mod smoke;
mod sonar;
mod visits;
mod webhooks;
mod wire;

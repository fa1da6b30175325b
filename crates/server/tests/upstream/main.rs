//! The adapters against the server itself, which answers all four systems: two processes, real sockets, and a wire between them
//! that can be cut.

mod alone;
mod arrival;
mod availability;
mod bench;
mod bigchange;
mod callbacks;
mod conformance;
mod counterpart;
mod faults;
mod fields;
mod frotcom;
mod gateway;
mod os1;
mod receiver;
mod relay;
mod scripted;
mod secrets;
mod smoke;
mod sonar;
mod visits;
mod webhooks;
mod wire;

//! What the programs that try a whole server share: pushes ready to be sent, a server in a process of its own, a
//! sender and a caller that cost little, and figures.
//!
//! Nothing here is linked with the server: it runs as its users run it, and is seen from outside, by HTTP and by what
//! the system says about its process.

pub mod caller;
pub mod figures;
pub mod kept;
pub mod platform;
pub mod pushes;
pub mod sender;
pub mod server;

/// What goes wrong in a program that measures; a person reads it.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

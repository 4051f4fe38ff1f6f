//! The line between the server and its database, which a test can cut, stall and mend.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How the line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// Everything passes.
    Good,
    /// Connections break, and new ones are closed at once: the database was stopped.
    Cut,
    /// Nothing is said any more, and nothing is closed: a cable was pulled.
    Silent,
}

/// Passes connections on to a database server.
pub(crate) struct Wire {
    address: SocketAddr,
    line: watch::Sender<Line>,
}

impl Wire {
    /// A line to the server at this address.
    pub(crate) async fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (line, state) = watch::channel(Line::Good);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(pass(socket, server.clone(), state.clone()));
            }
        });
        Self { address, line }
    }

    /// Where the server connects to.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on the line is so, for connections that are open too.
    pub(crate) fn set(&self, line: Line) {
        self.line.send_replace(line);
    }
}

/// One connection, for as long as the line is good; one that fell silent is never heard of again.
async fn pass(mut socket: TcpStream, server: String, mut state: watch::Receiver<Line>) {
    if *state.borrow() == Line::Good {
        let Ok(mut database) = TcpStream::connect(server).await else { return };
        tokio::select! {
            _ = copy_bidirectional(&mut socket, &mut database) => return,
            _ = state.wait_for(|line| *line != Line::Good) => {}
        }
    }
    if *state.borrow_and_update() == Line::Silent {
        // Both ends believe that they are connected, until the test ends.
        while state.changed().await.is_ok() {}
    }
}

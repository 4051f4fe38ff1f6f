//! Connections: accepted up to a bound, with a deadline for each request's head, drained at the end.
//!
//! hyper keeps a head's deadline only when its builder has a timer, and hyper-util's builder for both HTTP versions has
//! no deadline at all while it waits for a connection's first bytes. So this is HTTP/1.1 alone, with a timer; HTTP/2
//! ends at the proxy that brings TLS.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;

/// How long a request's head may take to arrive; also how long an idle connection is kept.
const HEAD_DEADLINE: Duration = Duration::from_secs(5);
/// How long requests under way are waited for at the end.
const DRAIN: Duration = Duration::from_secs(10);
/// Connections at once. More wait in the kernel's queue, so that the database and the way to WeChat keep their files.
const CONNECTIONS: usize = 4_096;
/// After the system refused a connection, for instance for want of a file descriptor.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `shutdown`, then drains for at most ten seconds.
pub async fn serve(listener: TcpListener, router: Router, shutdown: CancellationToken) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let place = tokio::select! {
            () = shutdown.cancelled() => break,
            place = Arc::clone(&places).acquire_owned() => place.expect("the semaphore is never closed"),
        };
        let accepted = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => connect(stream, router.clone(), &graceful, place),
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still under way after ten seconds; they are cut off");
    }
}

fn connect(stream: TcpStream, router: Router, graceful: &GracefulShutdown, place: OwnedSemaphorePermit) {
    // Answers are small and whole; without this a slow acknowledgement would hold them back.
    stream.set_nodelay(true).ok();
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_DEADLINE)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
        drop(place);
    });
}

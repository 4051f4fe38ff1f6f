//! SQLite's one lane for writes: units of work and events that wait are committed together.
//!
//! A commit that survives a power cut costs one flush of the disk, some milliseconds, whether it holds one change or a
//! hundred. So all writes of the process share one connection and one open transaction, the *group*:
//!
//! * A unit takes the *baton* (a fair lock), opens the group if none is open (`BEGIN IMMEDIATE`), runs in a savepoint
//!   in its caller's own task, and hands the baton on. If it fails, or its caller goes away in the middle, its
//!   savepoint is rolled back, by itself or by the next holder of the baton; the others in the group do not notice.
//! * The committer, a task, queues for the same baton as soon as a group is open. When its turn comes it writes the
//!   events that wait (many rows in one statement) and commits. Units that came while the disk was flushed are ahead
//!   of it in the queue and so are in the next group: it grows with the load.
//! * Callers who hear of a commit mostly come again at once, with the next push of the same connection. A commit that
//!   began with the first of them would leave the others to the next one, and half the callers would wait for the other
//!   half, turn by turn. So when nothing but events waits, the committer waits until as many are there as were under
//!   way lately, a millisecond at most. A lone caller is never waited for.
//! * Everybody in a group learns of its end by the group's *verdict*.
//! * When nothing but events waits, which is most of the time, they need no group: one statement is a transaction.
//!
//! When a commit fails, the transaction cannot be carried on, and the connection is not trusted any more: it is closed
//! and the next group opens another. After a failed flush the kernel may say that the next one went well without
//! having written anything, so nothing is retried on the old one, and everybody hears `Unavailable`. There is one
//! exception. When the disk is full, the reserve beside the database is freed and the statements of the units are run
//! again in the same order on a new connection (the first attempt left nothing, and nobody else writes to the file
//! meanwhile, or the counts of changed rows tell); events are refused at once, since WeChat sends them again while a
//! token that is lost is lost. The healer, another task, looks once a second whether there is room for the reserve
//! again, and tries to write after any trouble, so that `check` turns good without anybody's help.

mod reserve;

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use sqlx::sqlite::SqliteConnectOptions;
use tokio::sync::{Mutex as AsyncMutex, Notify, OwnedMutexGuard, oneshot, watch};
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};
use wxfleet_model::event::Kept;

use crate::error::{Error, Fault, FaultKind};
use crate::event::EventRow;
use crate::meta;
use crate::open::connect;
use crate::seal::Keyring;
use crate::writer::{Transaction, Writer, Written};

pub(crate) use reserve::Reserve;

/// Rows in one statement. Each count is a statement that SQLite has to know, so it is bounded.
const ROWS_AT_ONCE: usize = 64;
/// Events in one commit.
const EVENTS_AT_ONCE: usize = 1_024;
/// What events may take while they wait, before new ones are refused.
const WAITING_BYTES: usize = 64 << 20;
/// How long the committer waits for callers who may come again. Less than a flush takes on most disks.
const GATHER_FOR: Duration = Duration::from_millis(1);
/// How long the healer waits between two looks.
const HEAL_EVERY: Duration = Duration::from_secs(1);
/// How long a connection that is given up may take to close.
const CLOSE_WITHIN: Duration = Duration::from_secs(1);

/// The lane; see the module.
pub(crate) struct Lane {
    settings: SqliteConnectOptions,
    keys: Arc<Keyring>,
    deadline: Duration,
    baton: Arc<AsyncMutex<Baton>>,
    waiting: Mutex<Vec<Waiting>>,
    /// Events that were under way when the last commit ended: those in it, and those that waited for the next.
    under_way: AtomicUsize,
    /// A group is open, or events wait.
    wake: Notify,
    /// Something is in trouble.
    heal: Notify,
    disk_full: AtomicBool,
    closed: AtomicBool,
    reserve: Option<Reserve>,
    trouble: Mutex<Option<Fault>>,
    commits: AtomicU64,
    fail_next_commit: AtomicBool,
    tasks: Mutex<Vec<AbortHandle>>,
}

/// The right to write.
struct Baton {
    connection: Option<DatabaseConnection>,
    group: Option<Group>,
}

/// The open transaction and who is in it.
struct Group {
    transaction: DatabaseTransaction,
    /// Whether a unit has begun and not ended: if nobody holds the baton its caller went away.
    unit_open: bool,
    units: Vec<Vec<Written>>,
    verdict: watch::Sender<Option<Result<(), Fault>>>,
}

/// An event on its way.
struct Waiting {
    row: EventRow,
    answer: oneshot::Sender<Result<Kept, Error>>,
}

/// A unit's place in the open group. It holds the baton.
pub(crate) struct Place(OwnedMutexGuard<Baton>);

impl Place {
    pub(crate) fn transaction(&self) -> &DatabaseTransaction {
        &self.0.group.as_ref().expect("a unit runs while its group is open").transaction
    }
}

impl Lane {
    /// Starts the lane's tasks. `connection` is the one to write with at first.
    pub(crate) fn start(
        settings: SqliteConnectOptions,
        connection: DatabaseConnection,
        reserve: Option<Reserve>,
        keys: Arc<Keyring>,
        deadline: Duration,
    ) -> Arc<Self> {
        let lane = Arc::new(Self {
            settings,
            keys,
            deadline,
            baton: Arc::new(AsyncMutex::new(Baton { connection: Some(connection), group: None })),
            waiting: Mutex::default(),
            under_way: AtomicUsize::new(0),
            wake: Notify::new(),
            heal: Notify::new(),
            disk_full: AtomicBool::new(false),
            closed: AtomicBool::new(false),
            reserve,
            trouble: Mutex::default(),
            commits: AtomicU64::new(0),
            fail_next_commit: AtomicBool::new(false),
            tasks: Mutex::default(),
        });
        let committer = tokio::spawn(Arc::clone(&lane).commit_groups());
        let healer = tokio::spawn(Arc::clone(&lane).heal());
        *locked(&lane.tasks) = vec![committer.abort_handle(), healer.abort_handle()];
        lane
    }

    /// Runs a unit in the open group and waits for the commit.
    pub(crate) async fn run<T>(&self, unit: impl AsyncFnOnce(&mut Writer) -> Result<T, Error>) -> Result<T, Error> {
        let mut baton = Arc::clone(&self.baton).lock_owned().await;
        if self.closed.load(Ordering::SeqCst) {
            return Err(closed());
        }
        self.open_unit(&mut baton).await?;
        let mut writer = Writer::new(Transaction::Grouped(Place(baton)), Arc::clone(&self.keys));
        let outcome = unit(&mut writer).await;
        let (Transaction::Grouped(Place(mut baton)), written) = writer.session.into_parts() else {
            unreachable!("the writer was made with a place in the group")
        };
        match outcome {
            Ok(value) => {
                let verdict = self.keep_unit(&mut baton, written).await?;
                drop(baton);
                wait_for(verdict).await?;
                Ok(value)
            }
            Err(error) => {
                self.undo_unit(&mut baton, &error).await;
                Err(error)
            }
        }
    }

    /// Hands an event to the committer and waits for the commit.
    pub(crate) async fn event_keep(&self, row: EventRow) -> Result<Kept, Error> {
        if self.disk_full.load(Ordering::Relaxed) {
            return Err(full());
        }
        if self.closed.load(Ordering::SeqCst) {
            return Err(closed());
        }
        let (answer, kept) = oneshot::channel();
        {
            let mut waiting = locked(&self.waiting);
            // Looked at only when there are many: a sum over a few rows at each event would cost more than it saves.
            if waiting.len() >= EVENTS_AT_ONCE && waiting.iter().map(|w| w.row.size()).sum::<usize>() > WAITING_BYTES {
                return Err(Error::fault(FaultKind::Busy, "too many events wait for the disk"));
            }
            waiting.push(Waiting { row, answer });
        }
        self.wake.notify_one();
        kept.await.unwrap_or_else(|_| Err(closed()))
    }

    /// What the last attempts to write came to.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.disk_full.load(Ordering::Relaxed) {
            return Err(full());
        }
        locked(&self.trouble).clone().map_or(Ok(()), |fault| Err(Error::Unavailable(fault)))
    }

    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    pub(crate) fn fail_next_commit(&self) {
        self.fail_next_commit.store(true, Ordering::SeqCst);
    }

    /// Remembers a fault and has the healer look after it.
    pub(crate) fn note(&self, fault: &Fault) {
        let before = locked(&self.trouble).replace(fault.clone());
        // Each caller says what it could not do; that the disk is in trouble is said once.
        if before.is_none_or(|before| before.kind != fault.kind) {
            tracing::warn!(%fault, "writing to the database failed");
        }
        self.heal.notify_one();
    }

    /// Commits what is there and ends the lane.
    pub(crate) async fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        let finish = async {
            let mut baton = self.baton.lock().await;
            while baton.group.is_some() || !locked(&self.waiting).is_empty() {
                self.turn(&mut baton).await;
            }
            if let Some(connection) = baton.connection.take() {
                connection.close().await.ok();
            }
        };
        // Nothing that was answered depends on a clean end.
        timeout(self.deadline, finish).await.ok();
        self.stop();
    }

    /// Ends the lane's tasks.
    pub(crate) fn stop(&self) {
        locked(&self.tasks).drain(..).for_each(|task| task.abort());
    }

    /// Opens a unit in the group; waits while another process holds the lock.
    async fn open_unit(&self, baton: &mut Baton) -> Result<(), Error> {
        loop {
            match self.open_group(baton).await {
                Err(Error::Unavailable(fault)) if fault.kind == FaultKind::Busy => {}
                other => break other?,
            }
        }
        let group = baton.group.as_mut().expect("the group was opened");
        // Set first: if the caller goes away now, rolling back to a savepoint that is not there does no harm.
        group.unit_open = true;
        group.transaction.execute_unprepared("SAVEPOINT unit").await?;
        Ok(())
    }

    /// Makes sure that a group is open and that no unit is.
    async fn open_group(&self, baton: &mut Baton) -> Result<(), Error> {
        if let Some(group) = &mut baton.group {
            if !group.unit_open {
                return Ok(());
            }
            match roll_back_unit(group).await {
                Ok(()) => return Ok(()),
                Err(fault) => self.break_group(baton, fault).await,
            }
        }
        let transaction = self.begin(baton).await?;
        baton.group =
            Some(Group { transaction, unit_open: false, units: Vec::new(), verdict: watch::Sender::new(None) });
        self.wake.notify_one();
        Ok(())
    }

    /// The connection to write with, a new one if the last one was given up.
    async fn connection(&self, baton: &mut Baton) -> Result<DatabaseConnection, Error> {
        Ok(match &baton.connection {
            Some(connection) => connection.clone(),
            None => baton.connection.insert(connect(&self.settings, 1).await?).clone(),
        })
    }

    /// Begins a transaction.
    async fn begin(&self, baton: &mut Baton) -> Result<DatabaseTransaction, Error> {
        let connection = self.connection(baton).await?;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = connection.begin_with_options(options).await?;
        // SQLite may end a transaction by itself on a fault that nobody sees, because the caller is gone. What follows
        // would then be a transaction of its own; that this savepoint is still there at the end tells that it is not.
        transaction.execute_unprepared("SAVEPOINT whole").await?;
        Ok(transaction)
    }

    /// Ends a unit that is to be kept.
    async fn keep_unit(
        &self,
        baton: &mut Baton,
        written: Vec<Written>,
    ) -> Result<watch::Receiver<Option<Result<(), Fault>>>, Error> {
        let group = baton.group.as_mut().expect("a unit runs while its group is open");
        if let Err(cause) = group.transaction.execute_unprepared("RELEASE unit").await {
            let error = Error::from(cause);
            self.break_group(baton, error.clone().into_fault()).await;
            return Err(error);
        }
        group.unit_open = false;
        group.units.push(written);
        Ok(group.verdict.subscribe())
    }

    /// Ends a unit that failed.
    async fn undo_unit(&self, baton: &mut Baton, error: &Error) {
        match error {
            Error::Unavailable(fault) if fault.breaks_transaction() => self.break_group(baton, fault.clone()).await,
            _ => {
                let group = baton.group.as_mut().expect("a unit runs while its group is open");
                if let Err(fault) = roll_back_unit(group).await {
                    self.break_group(baton, fault).await;
                }
            }
        }
    }

    /// The committer.
    async fn commit_groups(self: Arc<Self>) {
        loop {
            self.wake.notified().await;
            self.gather().await;
            let mut baton = self.baton.lock().await;
            self.turn(&mut baton).await;
        }
    }

    /// Waits a moment for the callers who were under way with the last commit, unless a unit waits.
    async fn gather(&self) {
        let expected = self.under_way.load(Ordering::Relaxed).min(ROWS_AT_ONCE);
        // Who holds the baton meanwhile is a unit.
        let unit_waits = || self.baton.try_lock().map_or(true, |baton| baton.group.is_some());
        let all_here = || locked(&self.waiting).len() >= expected || unit_waits();
        let come = async {
            while !all_here() {
                self.wake.notified().await;
            }
        };
        // Whether they came or not: those that did are written.
        timeout(GATHER_FOR, come).await.ok();
    }

    /// Remembers how many callers may come again: those of this commit, and those that wait for the next.
    fn note_under_way(&self, answered: usize) {
        self.under_way.store(answered + locked(&self.waiting).len(), Ordering::Relaxed);
    }

    /// Writes the events that wait and commits the open group.
    async fn turn(&self, baton: &mut Baton) {
        let events = self.take_waiting();
        if events.is_empty() && baton.group.is_none() {
            return;
        }
        if baton.group.is_none() && self.is_one_statement(&events) {
            return self.keep_alone(baton, events).await;
        }
        self.write_as_group(baton, events).await;
    }

    /// Writes events in the open group, or in a new one, and commits it.
    async fn write_as_group(&self, baton: &mut Baton, events: Vec<Waiting>) {
        if let Err(error) = self.open_group(baton).await {
            let fault = error.into_fault();
            if fault.kind == FaultKind::Busy {
                // Their callers' patience ends by itself; until then the lock may come free.
                self.put_back(events);
            } else {
                self.note(&fault);
                refuse(events, &fault);
            }
            return;
        }
        let group = baton.group.as_ref().expect("the group was opened");
        match write_events(&group.transaction, events).await {
            Err((fault, events)) => {
                refuse(events, &fault);
                self.break_group(baton, fault).await;
            }
            Ok(answers) => {
                let result = self.commit(baton).await;
                self.note_under_way(answers.len());
                for (answer, kept) in answers {
                    // A caller that has gone does not miss the answer.
                    answer.send(result.clone().map_err(Error::Unavailable).and(kept)).ok();
                }
            }
        }
    }

    /// Whether events can be written by a statement that is its own transaction.
    fn is_one_statement(&self, events: &[Waiting]) -> bool {
        let is_one = events.len() <= ROWS_AT_ONCE && !events.iter().any(|event| event.row.owes());
        is_one && !self.fail_next_commit.load(Ordering::SeqCst)
    }

    /// Keeps events that are all there is to write. A statement by itself is a transaction and costs one trip to the
    /// connection's thread; a group of one costs five.
    async fn keep_alone(&self, baton: &mut Baton, events: Vec<Waiting>) {
        let (rows, answers): (Vec<_>, Vec<_>) = events.into_iter().map(|event| (event.row, event.answer)).unzip();
        let kept = match self.connection(baton).await {
            Ok(connection) => EventRow::keep_all(&connection, &rows).await,
            Err(error) => Err(error),
        };
        match kept {
            Ok(kept) => {
                self.went_well();
                self.note_under_way(answers.len());
                for (answer, kept) in answers.into_iter().zip(kept) {
                    answer.send(Ok(kept)).ok();
                }
            }
            Err(Error::Unavailable(fault)) if fault.kind != FaultKind::Busy => {
                refuse(answers, &fault);
                self.failed(baton, Vec::new(), &watch::Sender::new(None), fault).await;
            }
            // Another process holds the lock, or one of the rows cannot be written: a group looks at them one by one.
            Err(_) => {
                let events = rows.into_iter().zip(answers).map(|(row, answer)| Waiting { row, answer }).collect();
                self.write_as_group(baton, events).await;
            }
        }
    }

    /// What a commit that came through says about the disk.
    fn went_well(&self) {
        self.commits.fetch_add(1, Ordering::Relaxed);
        locked(&self.trouble).take();
    }

    /// The events that wait and whose callers do too; as many as fit in one commit.
    fn take_waiting(&self) -> Vec<Waiting> {
        let mut waiting = locked(&self.waiting);
        waiting.retain(|event| !event.answer.is_closed());
        let now = waiting.len().min(EVENTS_AT_ONCE);
        let rest = waiting.split_off(now);
        if !rest.is_empty() {
            self.wake.notify_one();
        }
        std::mem::replace(&mut *waiting, rest)
    }

    fn put_back(&self, events: Vec<Waiting>) {
        if events.is_empty() {
            return;
        }
        locked(&self.waiting).splice(0..0, events);
        self.wake.notify_one();
    }

    /// Commits the open group and tells its units.
    async fn commit(&self, baton: &mut Baton) -> Result<(), Fault> {
        let Some(Group { transaction, units, verdict, .. }) = baton.group.take() else {
            return Ok(());
        };
        let committed = if self.fail_next_commit.swap(false, Ordering::SeqCst) {
            Err(Fault::new(FaultKind::Disk, "a test made this commit fail"))
        } else {
            finish(transaction).await.map_err(Error::into_fault)
        };
        match committed {
            Ok(()) => {
                self.went_well();
                verdict.send_replace(Some(Ok(())));
                Ok(())
            }
            Err(fault) => {
                self.failed(baton, units, &verdict, fault.clone()).await;
                Err(fault)
            }
        }
    }

    /// Gives up the open group because of a fault.
    async fn break_group(&self, baton: &mut Baton, fault: Fault) {
        if let Some(Group { transaction, units, verdict, .. }) = baton.group.take() {
            drop(transaction);
            self.failed(baton, units, &verdict, fault).await;
        }
    }

    /// What follows when a group failed: the connection is closed, its units are told, or run again if all that was
    /// missing is space.
    async fn failed(
        &self,
        baton: &mut Baton,
        units: Vec<Vec<Written>>,
        verdict: &watch::Sender<Option<Result<(), Fault>>>,
        fault: Fault,
    ) {
        self.note(&fault);
        if let Some(connection) = baton.connection.take() {
            // If it hangs in the disk it is left to itself.
            timeout(CLOSE_WITHIN, connection.close()).await.ok();
        }
        let mut result = Err(fault.clone());
        if fault.kind == FaultKind::DiskFull {
            self.disk_full.store(true, Ordering::Relaxed);
            let freed = self.reserve.as_ref().is_some_and(Reserve::release);
            if freed && !units.is_empty() {
                result = self.run_again(baton, units).await.map_err(Error::into_fault);
            }
        }
        verdict.send_replace(Some(result));
    }

    /// Runs the statements of units again, on a new connection, and commits.
    async fn run_again(&self, baton: &mut Baton, units: Vec<Vec<Written>>) -> Result<(), Error> {
        let transaction = self.begin(baton).await?;
        for Written { statement, rows } in units.into_iter().flatten() {
            if transaction.execute_raw(statement).await?.rows_affected() != rows {
                return Err(Error::fault(FaultKind::Other, "another process wrote in between"));
            }
        }
        finish(transaction).await?;
        self.commits.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    /// The healer.
    async fn heal(self: Arc<Self>) {
        if let Some(reserve) = &self.reserve
            && let Err(cause) = reserve.restore().await
        {
            tracing::warn!(%cause, "there is no room for the reserve beside the database");
        }
        loop {
            self.heal.notified().await;
            while self.check().is_err() {
                sleep(HEAL_EVERY).await;
                self.try_to_heal().await;
            }
        }
    }

    async fn try_to_heal(&self) {
        if self.disk_full.load(Ordering::Relaxed) {
            let restored = match &self.reserve {
                Some(reserve) => reserve.restore().await.is_ok(),
                None => true,
            };
            if !restored {
                return;
            }
            tracing::info!("there is room on the disk again");
            self.disk_full.store(false, Ordering::Relaxed);
        }
        // A commit that comes through clears the trouble; one that does not has noted why.
        let probe = self.run(async |w| meta::probe(&w.session, self.commits().to_be_bytes()).await);
        timeout(self.deadline, probe).await.ok();
    }
}

/// Takes back what a unit wrote.
async fn roll_back_unit(group: &mut Group) -> Result<(), Fault> {
    for step in ["ROLLBACK TO unit", "RELEASE unit"] {
        match group.transaction.execute_unprepared(step).await.map_err(|cause| Error::from(cause).into_fault()) {
            Ok(_) => {}
            // Its caller went away just before it began, or just after it was released, and then it stays as a whole.
            Err(fault) if fault.text.contains("no such savepoint") => break,
            Err(fault) => return Err(fault),
        }
    }
    group.unit_open = false;
    Ok(())
}

/// Commits a group, if it is still the transaction that was begun.
async fn finish(transaction: DatabaseTransaction) -> Result<(), Error> {
    transaction.execute_unprepared("RELEASE whole").await?;
    Ok(transaction.commit().await?)
}

type Answers = Vec<(oneshot::Sender<Result<Kept, Error>>, Result<Kept, Error>)>;

/// Writes events, many at once; where that fails, one by one, so that one that cannot be written fails alone.
async fn write_events(
    transaction: &DatabaseTransaction,
    events: Vec<Waiting>,
) -> Result<Answers, (Fault, Vec<oneshot::Sender<Result<Kept, Error>>>)> {
    let (rows, answers): (Vec<_>, Vec<_>) = events.into_iter().map(|event| (event.row, event.answer)).unzip();
    let mut results = Vec::with_capacity(rows.len());
    for some in rows.chunks(ROWS_AT_ONCE) {
        match EventRow::keep_all(transaction, some).await {
            Ok(kept) => results.extend(kept.into_iter().map(Ok)),
            Err(Error::Unavailable(fault)) if fault.breaks_transaction() => return Err((fault, answers)),
            Err(_) => {
                for row in some {
                    match row.keep(transaction).await {
                        Err(Error::Unavailable(fault)) if fault.breaks_transaction() => return Err((fault, answers)),
                        result => results.push(result),
                    }
                }
            }
        }
    }
    Ok(answers.into_iter().zip(results).collect())
}

fn refuse<A: Into<oneshot::Sender<Result<Kept, Error>>>>(events: Vec<A>, fault: &Fault) {
    for answer in events {
        answer.into().send(Err(Error::Unavailable(fault.clone()))).ok();
    }
}

impl From<Waiting> for oneshot::Sender<Result<Kept, Error>> {
    fn from(event: Waiting) -> Self {
        event.answer
    }
}

async fn wait_for(mut verdict: watch::Receiver<Option<Result<(), Fault>>>) -> Result<(), Error> {
    match verdict.wait_for(Option::is_some).await {
        Ok(result) => result.clone().expect("just seen").map_err(Error::Unavailable),
        Err(_) => Err(closed()),
    }
}

fn full() -> Error {
    Error::fault(FaultKind::DiskFull, "what space is left is kept for tokens and state")
}

fn closed() -> Error {
    Error::fault(FaultKind::Other, "the store is closed")
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

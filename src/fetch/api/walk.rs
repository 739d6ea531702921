//! A walk over all pages of the API.

use foldhash::{HashSet, HashSetExt as _};
use jiff::civil::Date;

use crate::corpus::{JournalLine, WalkMark};
use crate::fetch::api::changes::{Changes, MARGIN, fetch_changes, finish, note_mark};
use crate::fetch::api::request::{Order, ask, keep, note_unusable, page_url};
use crate::fetch::error::FetchError;
use crate::fetch::net::fault::Fault;
use crate::fetch::net::hosts::lock;
use crate::fetch::report::SourceState;
use crate::fetch::session::Task;
use crate::fetch::source::api_page::{ApiPage, ApiRecord, PAGE_SIZE};
use crate::fetch::store::folder::{WalkState, id_hash};

/// How often all pages are walked before a walk that does not agree with the count of the API is given up for this run.
const MAX_PASSES: u32 = 4;

/// After so many pages in a row that failed the walk ends for this run.
const MAX_FAILED_PAGES: u32 = 3;

/// A walk over all pages.
pub(crate) struct Walk {
    mark: WalkMark,
    /// The keys of the records that were seen, in this run and in those before that did not come to the end.
    seen: HashSet<u64>,
    /// Whether records are known, so that their texts are not asked for.
    without_text: bool,
    /// The page at which the run goes on.
    page: u64,
    /// Whether it goes on from an earlier run.
    resumed: bool,
}

/// What one pass over the pages has seen.
#[derive(Default)]
struct Pass {
    /// The count that the page before told.
    count: Option<u64>,
    /// By how much it has grown.
    grown: u64,
    /// Records that were not seen before, and those that this pass has met twice.
    new: u64,
    twice: u64,
    met: HashSet<u64>,
    /// The first page that failed.
    failed: Option<u64>,
    failed_in_a_row: u32,
    /// The day of the record before, to see whether the API sorts.
    day: Option<Date>,
    unsorted: bool,
    /// It ended where records are older than those that are wanted.
    reached_since: bool,
}

/// Whether a walk goes on.
#[derive(PartialEq, Eq)]
enum Step {
    On,
    EndOfPass,
    /// For this run.
    End,
}

impl Walk {
    pub(crate) fn new(of: String, state: WalkState) -> Self {
        let without_text = state.finished.is_some();
        match state.unfinished {
            Some((mark, seen)) => Walk {
                page: mark.page,
                seen,
                without_text,
                resumed: true,
                mark,
            },
            None => Walk {
                page: 0,
                seen: HashSet::new(),
                without_text,
                resumed: false,
                mark: WalkMark {
                    of,
                    newest: i64::MIN,
                    ..WalkMark::default()
                },
            },
        }
    }

    pub(crate) fn run(mut self, task: &mut Task<'_>) -> Result<(), FetchError> {
        if !self.resumed {
            self.mark.started = task.session.started.as_second();
        }
        let mut before = self.resumed.then_some(self.mark.count);
        let mut passes = 0;
        loop {
            let mut pass = Pass {
                count: before.take(),
                ..Pass::default()
            };
            while self.step(task, &mut pass)? == Step::On {}
            passes += 1;
            if task.session.is_stopped() {
                task.report.state = SourceState::Part;
                return Ok(());
            }
            if let Some(failed) = pass.failed {
                // The next run goes on with the first page that failed.
                return self.note(task, failed);
            }
            let count = pass.count.unwrap_or_default();
            if self.agrees(&pass, count) {
                break;
            }
            if passes >= MAX_PASSES || (passes > 1 && pass.new == 0) {
                let seen = self.seen.len() as u64;
                self.note(task, 0)?;
                task.failure(&task.source.url.clone(), Fault::Disagrees { count, seen });
                return Ok(());
            }
            self.page = 0;
        }
        self.find_gone(task)?;
        let known_until = self.mark.newest.min(self.mark.started - MARGIN);
        match fetch_changes(task, known_until)? {
            Changes::Seen { count, newest } => {
                let newest = newest.max(self.mark.newest);
                finish(task, self.mark.of, self.mark.started, count, newest)
            }
            Changes::Unsorted => finish(
                task,
                self.mark.of,
                self.mark.started,
                self.mark.count,
                self.mark.newest,
            ),
            Changes::Stopped => Ok(()),
        }
    }

    /// Whether a pass has seen everything.
    fn agrees(&self, pass: &Pass, count: u64) -> bool {
        if pass.reached_since {
            // The count is of older ones, too. Records that were met twice were moved by those that appeared.
            pass.twice <= pass.grown || pass.new == 0
        } else {
            self.seen.len() as u64 >= count
        }
    }

    /// Reads one page.
    fn step(&mut self, task: &mut Task<'_>, pass: &mut Pass) -> Result<Step, FetchError> {
        if task.session.is_stopped() {
            return Ok(Step::End);
        }
        let page = self.page;
        let read = match self.read(task, page) {
            Ok(read) => read,
            Err(Fault::Interrupted) => return Ok(Step::End),
            Err(fault) => return Ok(self.has_failed(task, pass, fault)),
        };
        let (read, mut line, has_text) = read;
        pass.failed_in_a_row = 0;
        let lost = pass
            .count
            .map_or(0, |before| before.saturating_sub(read.count));
        match pass.count {
            Some(before) => pass.grown += read.count.saturating_sub(before),
            None => task
                .session
                .progress
                .listed(read.count.saturating_sub(page * PAGE_SIZE)),
        }
        pass.count = Some(read.count);
        self.mark.count = read.count;
        for record in &read.records {
            self.meet(pass, record);
            if has_text {
                keep(task, record, line.time)?;
            } else if task.meets(&record.id)
                && !task.wants(&record.url, &record.title, record.issued)
            {
                task.count(|counts| counts.left_out += 1);
            }
            if task.session.is_stopped() {
                return Ok(Step::End);
            }
        }
        for (hash, fault) in &read.unusable {
            self.seen.insert(*hash);
            note_unusable(task, *hash, fault);
        }
        let received = (read.records.len() + read.unusable.len()) as u64;
        task.session.progress.done(received);
        let since = task.session.options.since;
        let is_older = |record: &ApiRecord| {
            since.is_some_and(|since| record.issued.is_some_and(|day| day < since))
        };
        let all_older = !read.records.is_empty() && read.records.iter().all(is_older);
        pass.reached_since = all_older && !pass.unsorted;
        let is_last = read.is_last(page);
        // Records behind those that vanished have moved to pages that were read.
        let back = lost.div_ceil(read.size).min(page);
        self.page = if back > 0 { page - back } else { page + 1 };
        let ids = read.records.into_iter().map(|record| record.id).collect();
        line.walk = Some(WalkMark {
            page: self.page,
            ids,
            ..self.mark.clone()
        });
        let mut folder = lock(task.session.folder);
        folder.note(&line)?;
        folder.sync()?;
        Ok(if back == 0 && (is_last || pass.reached_since) {
            Step::EndOfPass
        } else {
            Step::On
        })
    }

    /// Reads a page; without texts, where all its records are known and unchanged. Returns whether it has texts.
    fn read(&self, task: &Task<'_>, page: u64) -> Result<(ApiPage, JournalLine, bool), Fault> {
        if self.without_text {
            let url = page_url(task, page, Order::NewestFirst, true);
            let (read, line) = ask(task, &url)?;
            let folder = lock(task.session.folder);
            let is_known = |record: &ApiRecord| {
                let known = folder.known(&record.id);
                let is_same = known.is_some_and(|known| {
                    !known.gone && known.changed == record.changed && folder.has_file(known)
                });
                is_same || !task.wants(&record.url, &record.title, record.issued)
            };
            if read.records.iter().all(is_known) {
                return Ok((read, line, false));
            }
        }
        let url = page_url(task, page, Order::NewestFirst, false);
        let (read, line) = ask(task, &url)?;
        Ok((read, line, true))
    }

    fn has_failed(&mut self, task: &mut Task<'_>, pass: &mut Pass, fault: Fault) -> Step {
        let page = self.page;
        let is_left = matches!(fault, Fault::HostLeft { .. });
        pass.failed.get_or_insert(page);
        pass.failed_in_a_row += 1;
        if self.mark.count == 0 && pass.count.is_none() {
            // Not one page was read.
            task.fail(fault);
            return Step::End;
        }
        let url = page_url(task, page, Order::NewestFirst, self.without_text);
        task.count(|counts| counts.failed += 1);
        task.failure(&url, fault);
        self.page += 1;
        let is_last = self.page * PAGE_SIZE >= self.mark.count;
        let is_end = is_left || is_last || pass.failed_in_a_row >= MAX_FAILED_PAGES;
        if is_end { Step::End } else { Step::On }
    }

    /// A record was met.
    fn meet(&mut self, pass: &mut Pass, record: &ApiRecord) {
        let key = id_hash(&record.id);
        pass.new += u64::from(self.seen.insert(key));
        pass.twice += u64::from(!pass.met.insert(key));
        self.mark.newest = self.mark.newest.max(record.changed.unwrap_or(i64::MIN));
        if let Some(day) = record.issued {
            pass.unsorted |= pass.day.is_some_and(|before| day > before) && pass.twice == 0;
            pass.day = Some(day);
        }
    }

    /// Notes where the next run goes on.
    fn note(&self, task: &Task<'_>, page: u64) -> Result<(), FetchError> {
        let mark = WalkMark {
            page,
            ..self.mark.clone()
        };
        note_mark(task, mark)
    }

    /// Finds the records that were known, and that the whole walk has not seen.
    fn find_gone(&self, task: &mut Task<'_>) -> Result<(), FetchError> {
        let mut gone = Vec::new();
        let mut known_records = 0;
        {
            let folder = lock(task.session.folder);
            for (key, known) in folder.of_source(&task.source.name) {
                let Some(file) = known.file.as_ref().filter(|_| !known.gone) else {
                    continue;
                };
                if !task.wants_known(known) {
                    continue;
                }
                known_records += 1;
                if !self.seen.contains(&id_hash(key)) {
                    gone.push((key.clone(), known.url.clone(), file.clone()));
                }
            }
        }
        let missing = gone.len() as u64;
        if missing * 2 > known_records && missing > 1 {
            let url = task.source.url.clone();
            let fault = Fault::MostlyMissing {
                seen: known_records - missing,
                known: known_records,
            };
            task.failure(&url, fault);
            return Ok(());
        }
        gone.sort_unstable();
        for (key, url, file) in gone {
            task.gone(&file);
            lock(task.session.folder).note(&JournalLine {
                url,
                time: task.session.clock.now(),
                source: Some(task.source.name.clone()),
                record: Some(key),
                gone: true,
                ..JournalLine::default()
            })?;
        }
        Ok(())
    }
}

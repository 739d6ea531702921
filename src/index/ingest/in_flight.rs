//! Limits how many records, and how many bytes of them, wait for the worker threads at one time.

use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// Maximum number of records that wait or are being converted.
pub(crate) const MAX_RECORDS: usize = 256;

/// Maximum bytes of these records. A single record may be larger. Conversion takes at worst seventy times the size of its
/// input, so this bounds the memory of all threads together.
const MAX_BYTES: usize = 6 << 20;

/// How often a waiting producer checks whether the worker threads have died.
const CHECK_INTERVAL: Duration = Duration::from_millis(50);

/// Counts the records between the reading thread and the workers.
#[derive(Default)]
pub(crate) struct InFlight {
    count: Mutex<InFlightCount>,
    room_available: Condvar,
}

#[derive(Default)]
struct InFlightCount {
    records: usize,
    bytes: usize,
    producer_waiting: bool,
}

impl InFlightCount {
    fn has_room(&self, bytes: usize) -> bool {
        self.records == 0 || self.records < MAX_RECORDS && self.bytes + bytes <= MAX_BYTES
    }

    /// Low watermark: the producer is woken when half of the room is free, because one wake-up for each record would
    /// cost more than the work.
    fn below_low_watermark(&self) -> bool {
        self.records <= MAX_RECORDS / 2 && self.bytes <= MAX_BYTES / 2
    }
}

impl InFlight {
    /// Waits until there is room for one more record, and counts it. Stops waiting when `workers_ended` returns true.
    pub(crate) fn add(&self, bytes: usize, workers_ended: impl Fn() -> bool) {
        let Ok(mut count) = self.count.lock() else {
            return;
        };
        while !count.has_room(bytes) && !workers_ended() {
            count.producer_waiting = true;
            match self.room_available.wait_timeout(count, CHECK_INTERVAL) {
                Ok((again, _)) => count = again,
                Err(_) => return,
            }
        }
        count.producer_waiting = false;
        count.records += 1;
        count.bytes += bytes;
    }

    /// Counts one record less.
    pub(crate) fn remove(&self, bytes: usize) {
        let Ok(mut count) = self.count.lock() else {
            return;
        };
        count.records = count.records.saturating_sub(1);
        count.bytes = count.bytes.saturating_sub(bytes);
        if count.producer_waiting && count.below_low_watermark() {
            self.room_available.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use crossbeam_channel::bounded;

    use super::*;

    #[test]
    fn a_waiting_producer_is_woken_for_records_of_any_size() {
        let sizes = [7 << 20, 5 << 20, 4 << 20, 1, 3 << 20, 0, 6 << 20];
        let sizes = || sizes.into_iter().chain([1; 3 * MAX_RECORDS]);
        let in_flight = InFlight::default();
        let (send, receive) = bounded(MAX_RECORDS);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for bytes in receive {
                    in_flight.remove(bytes);
                }
            });
            for bytes in sizes() {
                in_flight.add(bytes, || false);
                send.try_send(bytes).expect("room");
            }
            drop(send);
        });
        let count = in_flight.count.lock().expect("no thread died");
        assert_eq!((count.records, count.bytes), (0, 0));
    }
}

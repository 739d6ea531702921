//! One integration-test binary: a module a room, and the command line from end to end.

mod architecture;
mod ranking;
mod sample;

//! Which page answers which address, and on which thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Response, StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::serve::answer::{Answer, Failure};
use crate::serve::assets;
use crate::serve::guard::guard;
use crate::serve::pages::error::{error_page, failed};
use crate::serve::pages::{about, case, entity, facets, release, search, together};
use crate::serve::params::{Params, ask_for_export, named_in};
use crate::serve::site::Site;
use crate::serve::visit::Visit;

/// What makes a page.
type Page = fn(&Visit<'_>) -> Result<Answer, Failure>;

/// Every page, with its address.
const PAGES: &[(&str, Page)] = &[
    ("/", search::search),
    ("/search", search::search),
    ("/facets", facets::list),
    ("/release/{*id}", release::release),
    ("/case/{*id}", case::case),
    ("/agency/{*path}", entity::agency),
    ("/district/{*name}", entity::district),
    ("/prosecutor/{*name}", entity::prosecutor),
    ("/judge/{*name}", entity::judge),
    ("/defendant/{*name}", entity::defendant),
    ("/together", together::together),
    ("/about", about::about),
    ("/help", about::help),
];

/// How long an answer may take.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);

/// Every address, behind the guard.
pub(super) fn routes(site: Arc<Site>) -> Router {
    let mut routes = Router::new();
    for (address, page) in PAGES {
        let site = Arc::clone(&site);
        // What stands behind the fixed part names a release, an agency, a person.
        let fixed = address.split('{').next().unwrap_or(address);
        let answer = get(move |uri: Uri| answer(Arc::clone(&site), uri, fixed, *page));
        routes = routes.route(address, answer);
    }
    let elsewhere = Arc::clone(&site);
    routes
        .fallback(get(move |uri: Uri| async move {
            match assets::find(uri.path()) {
                Some(asset) => Answer {
                    is_fixed: true,
                    ..Answer::of(asset.content_type, asset.content.into())
                },
                None => error_page(&Failure::no_page(uri.path()), &elsewhere),
            }
            .into_response()
        }))
        .layer(from_fn_with_state(site, guard))
}

/// Makes a page on a thread of its own. Of many requests at once some wait, and those beyond are refused.
async fn answer(site: Arc<Site>, uri: Uri, fixed: &'static str, page: Page) -> Response<Body> {
    let query = uri.query().unwrap_or_default();
    let is_export = ask_for_export(query);
    let Ok(admitted) = Arc::clone(&site.admitted).try_acquire_owned() else {
        let failure = Failure::Other(
            StatusCode::SERVICE_UNAVAILABLE,
            "too many requests at once: try again in a moment".to_owned(),
        );
        return failed(&failure, is_export, &site).into_response();
    };
    let params = match Params::read(query) {
        Ok(params) => params,
        Err(failure) => return failed(&failure, is_export, &site).into_response(),
    };
    let abandoned = Abandoned::default();
    let is_abandoned = Arc::clone(&abandoned.0);
    let work = async {
        // Those for programs are large and are held until they are sent: they wait for each other, and pages not for them.
        let pool = if is_export {
            &site.exports
        } else {
            &site.working
        };
        let working = Arc::clone(pool).acquire_owned().await;
        let worker = Arc::clone(&site);
        // A search that nobody waits for any more keeps its permits until it ends.
        let made = spawn_blocking(move || {
            let _admitted = admitted;
            let mut answer = make(&worker, &uri, fixed, params, is_abandoned, page);
            if is_export {
                answer.permit = working.ok();
            }
            answer
        });
        made.await
            .unwrap_or_else(|_| failed(&internal(), is_export, &site))
    };
    let made = timeout(ANSWER_TIMEOUT, work).await;
    made.unwrap_or_else(|_| {
        let failure = Failure::Other(
            StatusCode::SERVICE_UNAVAILABLE,
            "this takes too long: ask for less, or run the command".to_owned(),
        );
        failed(&failure, is_export, &site)
    })
    .into_response()
}

/// Says, when it is dropped, that nobody waits for an answer any more.
#[derive(Default)]
struct Abandoned(Arc<AtomicBool>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn make(
    site: &Site,
    uri: &Uri,
    fixed: &str,
    params: Params,
    is_abandoned: Arc<AtomicBool>,
    page: Page,
) -> Answer {
    let is_export = params.ask_for_export();
    let visit = || -> Result<Answer, Failure> {
        let named = uri.path().strip_prefix(fixed).unwrap_or_default();
        let named = named_in(named).ok_or_else(|| Failure::no_page(uri.path()))?;
        let visit = Visit {
            index: site.index()?,
            site,
            path: uri.path().to_owned(),
            named,
            params,
            is_abandoned,
        };
        page(&visit)
    };
    match catch_unwind(AssertUnwindSafe(visit)) {
        Ok(made) => made.unwrap_or_else(|failure| failed(&failure, is_export, site)),
        Err(_) => failed(&internal(), is_export, site),
    }
}

/// It should never happen, but may where a disk has damaged an index.
fn internal() -> Failure {
    Failure::Other(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal error: `dragnet check` says whether the index is damaged".to_owned(),
    )
}

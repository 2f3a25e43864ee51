//! All that can be asked.

use crate::view::Route;
use crate::views::*;

/// Every view, in the order in which the OpenAPI document lists them.
pub static ALL: [Route; 15] = [
    Route::of::<front::Front>(),
    Route::of::<search::Search>(),
    Route::of::<article::Article>(),
    Route::of::<stories::Stories>(),
    Route::of::<story::Story>(),
    Route::of::<claims::Claims>(),
    Route::of::<claims::Claimed>(),
    Route::of::<event::Event>(),
    Route::of::<event::Statement>(),
    Route::of::<names::Names>(),
    Route::of::<who::Who>(),
    Route::of::<timeline::Timeline>(),
    Route::of::<map::Map>(),
    Route::of::<network::Network>(),
    Route::of::<unread::Unread>(),
];

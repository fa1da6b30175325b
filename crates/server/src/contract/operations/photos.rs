//! Pictures of a visit.

use serde_json::{Value, json};
use slotwright_domain::Photo as Bounds;
use slotwright_wire::slotwright::{
    BOOKING_PHOTO_PATH, BOOKING_PHOTOS_PATH, JOB_PHOTO_PATH, JOB_PHOTOS_PATH, JobPhotos, Photo,
};

use super::super::operation::{Callers, Operation, Takes};
use super::Group;

pub fn group() -> Group {
    let of_link = |operation: Operation| operation.callers(Callers::Link);
    let keep = Operation {
        takes: Takes::Whole { media_type: "application/octet-stream", make: |_| picture(), is_required: true },
        ..Operation::post(BOOKING_PHOTOS_PATH, "sendPhoto", "Send a picture")
    };
    Group {
        name: "Photos",
        about: "Pictures that a customer adds to a visit, where the type of job has a field of the kind `photos`. Each is sent by \
                itself and gets a number; the job names the numbers in that field (`\"door\": \"12 15\"`). One that no job names goes \
                after a day, and so does one that it names no more, at once. They stay on this server: none of the four systems \
                takes files with a job.",
        operations: vec![
            of_link(keep)
                .notes(
                    "JPEG, PNG or WebP of at most 2 megabytes; what it is is seen by how it begins. What the same link sends twice has \
                     one number. Pages scale pictures down before, and take what a camera notes of place and time off them.",
                )
                .bare::<Photo>(201)
                .refuses(415, &["no-picture"])
                .refuses(422, &["photo-limit"]),
            of_link(Operation::get(BOOKING_PHOTO_PATH, "getOwnPhoto", "A picture of one's own"))
                .text("image/*")
                .refuses(404, &["not-found"]),
            of_link(Operation::delete(BOOKING_PHOTO_PATH, "discardPhoto", "Take a picture back"))
                .notes("As long as no job names it; then it goes with the field that names it no more.")
                .nothing()
                .refuses(404, &["not-found"]),
            Operation::get(JOB_PHOTOS_PATH, "getJobPhotos", "A job's pictures")
                .bare::<JobPhotos>(200)
                .refuses(404, &["not-found"]),
            Operation::get(JOB_PHOTO_PATH, "getJobPhoto", "A picture of a job")
                .notes("As a file to be saved, which no browser takes for anything else.")
                .text("image/*")
                .refuses(404, &["not-found"]),
        ],
    }
}

fn picture() -> Value {
    json!({"type": "string", "format": "binary", "maxLength": Bounds::MAX_BYTES})
}

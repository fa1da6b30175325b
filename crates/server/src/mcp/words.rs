//! What an agent is told to do next, by why it was refused.

/// The next step.
pub(super) fn next(code: &str) -> &'static str {
    match code {
        "slot-taken" | "hold-expired" => "Look for openings again and let the person choose another start.",
        "too-soon" | "too-far" | "not-on-grid" | "local-time-does-not-exist" => {
            "Look for openings and take a start exactly as it is listed."
        }
        "already-booked" => "Look at the visit that is booked; it can be moved or cancelled.",
        "second-job" => "Tell the person that an appointment of this kind is open already.",
        "changed-by-staff" => "Look at the visit as it is now, and ask the person again.",
        "validation-failed" | "malformed-request" | "notes-too-long" | "too-many-wishes" => {
            "Correct what is named and call the tool again."
        }
        "already-completed" | "open-tasks" | "not-scheduled" => "Look at the job as it is now.",
        "not-found" => "Look at what is there; the number may be wrong, or not for this caller.",
        "link-invalid" | "link-expired" => "Ask the person for a new link.",
        "too-many-changes" => "Tell the person that nothing more can be changed by this link today.",
        "too-many-requests" | "hold-limit" | "hold-pause" | "overloaded" | "request-in-progress" => {
            "Wait, and call the tool again."
        }
        "storage-unavailable" | "took-too-long" | "answer-lost" | "internal" => {
            "Look whether it was done before you call the tool again."
        }
        _ => "Tell the person, and don't call the tool again unchanged.",
    }
}

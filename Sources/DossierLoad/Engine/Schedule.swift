import DossierCore

/// The times of a load, nanoseconds of the monotonic clock.
struct Schedule: Sendable {
    /// The first call.
    let start: Int64
    /// From here on what is due is counted,
    let counted: Int64
    /// up to here, when the load ends.
    let end: Int64
    /// What has not been answered until here is given up.
    let patience: Int64

    /// Of a load that begins soon.
    init(_ plan: LoadPlan) {
        start = MonotonicClock.now() + 10_000_000
        counted = start + plan.warmUp.wholeNanoseconds
        end = counted + plan.duration.wholeNanoseconds
        patience = end + (plan.timeout?.wholeNanoseconds ?? 0) + Limits.loadPatienceNanoseconds
    }

    func counts(_ due: Int64) -> Bool { due >= counted && due < end }
}

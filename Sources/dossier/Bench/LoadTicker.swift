import DossierCore
import DossierLoad

/// A bar with the calls a second while a load runs; nothing when standard error is no terminal.
struct LoadTicker {
    private static let step = Duration.milliseconds(250)

    private let task: Task<Void, Never>

    /// - Parameter words: what runs.
    init(_ words: String, _ plan: LoadPlan, _ progress: LoadProgress) {
        task = Task {
            let length = (plan.warmUp + plan.duration).wholeNanoseconds
            let bar = ProgressBar(total: Int(length / 1_000_000))
            let start = MonotonicClock.now()
            var (time, ended) = (start, 0)
            while (try? await Task.sleep(for: Self.step)) != nil {
                let (now, count) = (MonotonicClock.now(), progress.ended)
                let rate = Double(count - ended) / Double(max(1, now - time)) * 1e9
                (time, ended) = (now, count)
                bar.set(Int((now - start) / 1_000_000), "\(words): \(Figure.count(rate)) calls a second")
            }
            bar.end()
        }
    }

    /// Clears it.
    func end() async {
        task.cancel()
        await task.value
    }
}

import DossierCore
import Glibc
import Synchronization

/// Modules that come and go while others serve. None is ever unloaded: one that goes is drained and routed away.
extension Host {
    /// Brings the modules into line with a folder as it is now. Blocks until those that go have been drained.
    ///
    /// One whose file is gone is disabled: new calls are answered UNAVAILABLE, streams end, other calls have `grace`.
    /// One whose file is back is enabled. A new one is loaded, checked and started. A file that has changed needs a new
    /// start of the server; its module is left as it is.
    /// - Parameter grace: nanoseconds.
    /// - Throws: why nothing has been changed.
    func reload(_ sources: [ModuleSource], within grace: Int64) throws(Status) {
        let leaving = try loader.withLock { (loader) throws(Status) in
            guard !loader.isStopped else { throw Status(.unavailable, "the server is stopping") }
            let plan = Plan(sources, modules)
            for module in plan.changed {
                module.logger.warning("its file has changed: start the server anew to run it")
            }
            try load(plan.fresh, &loader)
            let added = modules.suffix(plan.fresh.count)
            for module in plan.present + added where module.state.load(ordering: .relaxed) != .serving {
                tryToEnable(module)
            }
            return plan.gone.filter { $0.disable() }
        }
        healthChanged()
        drain(leaving, within: grace)
    }

    /// What to do with whom.
    private struct Plan {
        var fresh: [ModuleSource] = []
        var present: [LoadedModule] = []
        var changed: [LoadedModule] = []
        var gone: [LoadedModule] = []

        init(_ sources: [ModuleSource], _ modules: [LoadedModule]) {
            for source in sources {
                let file = source.file
                if let same = modules.first(where: { $0.file?.isSame(as: file) == true }) {
                    present.append(same)
                } else if let old = modules.first(where: { $0.file != nil && $0.file?.path == file?.path }) {
                    changed.append(old)
                } else {
                    fresh.append(source)
                }
            }
            gone = modules.filter { module in
                module.file != nil && !(present + changed).contains { $0 === module }
            }
        }
    }

    /// One that cannot be stays disabled, and the others serve.
    private func tryToEnable(_ module: LoadedModule) {
        do throws(Status) {
            try enable(module)
            module.logger.notice("enabled")
        } catch {
            module.logger.error("cannot be enabled", metadata: ["reason": "\(error)"])
        }
    }

    private func drain(_ leaving: [LoadedModule], within grace: Int64) {
        guard !leaving.isEmpty else { return }
        for module in leaving { router.endCalls(of: module, streamsOnly: true) }
        let deadline = Deadline.after(nanoseconds: grace, now: MonotonicClock.now())
        while leaving.contains(where: { $0.openCalls.count > 0 }), deadline.remaining(now: MonotonicClock.now()) > 0 {
            usleep(1_000)
        }
        for module in leaving {
            router.endCalls(of: module, streamsOnly: false)
            module.drained()
        }
    }
}

extension LoadedModule {
    /// Takes no calls from here on.
    /// - Returns: false when it took none before.
    fileprivate func disable() -> Bool {
        state.compareExchange(expected: .serving, desired: .draining, ordering: .acquiringAndReleasing).exchanged
    }

    fileprivate func drained() {
        let (isDisabled, _) = state.compareExchange(
            expected: .draining,
            desired: .disabled,
            ordering: .acquiringAndReleasing
        )
        if isDisabled { logger.notice("disabled", metadata: ["unfinished": "\(openCalls.count)"]) }
    }
}

import Synchronization

/// The methods that are served, now and as modules are added. Any thread; reading takes no lock.
final class MethodDirectory: @unchecked Sendable {
    // Sendable: a table never changes and lives as long as the directory; `tables` is behind `lock`.

    private let current: Atomic<UnsafePointer<MethodTable>>
    /// All there ever were: whoever reads one holds no reference to it, and modules are added seldom.
    private var tables: [UnsafePointer<MethodTable>]
    private let lock = Mutex(())

    init() {
        let table = Self.immutable(MethodTable())
        tables = [table]
        current = Atomic(table)
    }

    deinit {
        table.pointee.release()
        for table in tables {
            UnsafeMutablePointer(mutating: table).deinitialize(count: 1)
            table.deallocate()
        }
    }

    /// As it is now. A method keeps its index for ever.
    var table: UnsafePointer<MethodTable> { current.load(ordering: .acquiring) }

    /// Adds the methods of a module, unless they are there already.
    func add(_ module: LoadedModule) {
        lock.withLock { _ in
            guard !table.pointee.serves(module) else { return }
            let next = Self.immutable(table.pointee.adding(module))
            tables.append(next)
            current.store(next, ordering: .releasing)
        }
    }

    private static func immutable(_ table: MethodTable) -> UnsafePointer<MethodTable> {
        let memory = UnsafeMutablePointer<MethodTable>.allocate(capacity: 1)
        memory.initialize(to: table)
        return UnsafePointer(memory)
    }
}

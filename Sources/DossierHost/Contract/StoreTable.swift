import CDossierModule
import DossierCore
import DossierStore
import ModuleKit
import NIOPosix

/// The functions of `dossier_store`.
enum StoreTable {
    nonisolated(unsafe) static let shared: UnsafePointer<dossier_store> = {
        // Safe: written once here, and immutable ever after.
        let table = UnsafeMutablePointer<dossier_store>.allocate(capacity: 1)
        table.initialize(to: make())
        return UnsafePointer(table)
    }()

    private static func make() -> dossier_store {
        dossier_store(
            size: UInt32(MemoryLayout<dossier_store>.size),
            reserved: 0,
            read: { host, call, moment, body, user in
                LoadedModule.withCalling(host) { StoreTable.read($0, call, moment, body!, user) }
            },
            write: { host, call, write in StoreWrites.submit(LoadedModule.calling(host), call, write!.pointee) },
            moment: { StoreTransaction.at($0).pointee.moment($1!) },
            failure: { StoreTransaction.at($0).pointee.failure },
            get: { raw, kind, id, revision, visit, user in
                StoreTransaction.at(raw).pointee.get(kind, id, revision, visit!, user)
            },
            find: { raw, query, visit, user in
                StoreTransaction.at(raw).pointee.read { view throws(Status) in
                    try view.find(Query(query!.pointee), StoreTable.visiting(visit!, user))
                }
            },
            count: { raw, query, count in
                StoreTransaction.at(raw).pointee.read { view throws(Status) in
                    count!.pointee = try view.count(Query(query!.pointee))
                }
            },
            history: { raw, kind, id, before, limit, visit, user in
                StoreTransaction.at(raw).pointee.read { view throws(Status) in
                    try view.history(
                        kind: kind.text,
                        id: id.buffer,
                        before: before == 0 ? nil : before,
                        limit: Int(limit),
                        StoreTable.visiting(visit!, user)
                    )
                }
            },
            changes: { raw, query, after, visit, user, end in
                StoreTransaction.at(raw).pointee.changes(
                    Query(query!.pointee),
                    after: after,
                    StoreTable.visiting(visit!, user),
                    end: end
                )
            },
            put: { raw, record, revision in StoreWrites.put(StoreTransaction.at(raw), record!.pointee, revision) },
            reply: { raw, outcome in StoreWrites.reply(StoreTransaction.at(raw), outcome!.pointee) },
            term: { sink, field, value in
                UnsafeMutablePointer<TermCollector>(sink!).pointee.add(field, value)
            },
            text: { sink, weight, text in
                UnsafeMutablePointer<TermCollector>(sink!).pointee.add(weight: weight, text)
            },
            subscribe: { host, call, kind, function, user in
                let module = LoadedModule.calling(host)
                let router = module.host.router
                return call == 0
                    ? router.subscribe(module, to: kind.text, function!, user)
                    : router.subscribe(call, to: kind.text, function!, user)
            },
            unsubscribe: { host, id in LoadedModule.calling(host).host.router.unsubscribe(id) },
            referrers: { raw, kind, id, referring, field, visit, user in
                StoreTransaction.at(raw).pointee.read { view throws(Status) in
                    try view.referrers(
                        kind: kind.text,
                        id: id.buffer,
                        of: referring.text,
                        field: Int(field),
                        StoreTable.visiting(visit!, user)
                    )
                }
            },
            tally: { raw, query, field, visit, user in
                StoreTransaction.at(raw).pointee.read { view throws(Status) in
                    try view.tally(Query(query!.pointee), field: Int(field)) { value, count in
                        visit!(user, dossier_bytes(value), count)
                    }
                }
            },
            body: { sink, body in
                UnsafeMutablePointer<TermCollector>(sink!).pointee.body = [UInt8](body.buffer)
            }
        )
    }

    /// On an event loop only memory is looked at; elsewhere the engine is asked and may block.
    private static func read(
        _ module: LoadedModule,
        _ call: dossier_call,
        _ moment: dossier_moment,
        _ body: dossier_body,
        _ user: UnsafeMutableRawPointer?
    ) -> dossier_status {
        guard let (clearance, isOnLoop) = caller(of: call, module) else {
            var transaction = StoreTransaction(module, .refused(Status(.notFound, "the call is over")))
            return transaction.run(body, user)
        }
        let request = MomentRequest(moment)
        guard isOnLoop else {
            let start = MonotonicClock.now()
            defer { module.spent(MonotonicClock.now() - start, in: call) }
            return read(module, request, clearance, body, user)
        }
        guard request == .now, !module.lent.isShared else { return DOSSIER_WAIT }
        var transaction = StoreTransaction(module, .cached(module.lent.cache, module.store.head, clearance))
        return transaction.run(body, user)
    }

    /// On a worker.
    private static func read(
        _ module: LoadedModule,
        _ moment: MomentRequest,
        _ clearance: TLP,
        _ body: dossier_body,
        _ user: UnsafeMutableRawPointer?
    ) -> dossier_status {
        module.reads.wait()
        defer { module.reads.signal() }
        var status: dossier_status?
        do throws(Status) {
            try module.store.read(at: moment, for: clearance) { view throws(Status) in
                var transaction = StoreTransaction(module, .reading(view))
                status = transaction.run(body, user)
            }
        } catch  where status == nil {
            var transaction = StoreTransaction(module, .refused(error))
            status = transaction.run(body, user)
        } catch {
            if status == 0 { status = error.code.rawValue }
        }
        return status ?? StatusCode.internal.rawValue
    }

    /// What the caller may see, the module itself everything; and whether this thread is an event loop. Nil: the call is
    /// over.
    static func caller(of call: dossier_call, _ module: LoadedModule) -> (clearance: TLP, isOnLoop: Bool)? {
        guard call != 0 else { return (.red, MultiThreadedEventLoopGroup.currentEventLoop != nil) }
        guard let reader = module.withSlot(of: call, { $0.reader(call) }) ?? nil else { return nil }
        // Mostly it is the call's own, which is told at once.
        return (reader.clearance, reader.isOnItsLoop || MultiThreadedEventLoopGroup.currentEventLoop != nil)
    }

    private static func visiting(
        _ visit: @escaping dossier_visit,
        _ user: UnsafeMutableRawPointer?
    ) -> ReadTransaction.Visit {
        { record, cursor in
            var raw = dossier_record(record)
            return visit(user, &raw, dossier_bytes(cursor))
        }
    }
}

extension LoadedModule {
    /// Of a call's time, so many nanoseconds were the store's.
    func spent(_ nanoseconds: Int64, in call: dossier_call) {
        _ = withSlot(of: call) { $0.add(storeNanoseconds: nanoseconds, call) }
    }
}

extension Query {
    /// What the contract's query asks.
    fileprivate init(_ query: dossier_query) {
        self.init(
            kind: query.kind.text,
            limit: Int(query.limit),
            filter: query.filter.text,
            text: query.text.text,
            order: query.order.text,
            cursor: [UInt8](query.cursor.buffer),
            showDeleted: query.flags & UInt32(DOSSIER_SHOW_DELETED) != 0
        )
    }
}

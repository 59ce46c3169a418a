import DossierCore
import DossierWire

/// One conversation with a server's reflection. One task at a time.
struct Reflection {
    private static let method = MethodName("grpc.reflection.v1.ServerReflection", "ServerReflectionInfo")

    private let address: ServerAddress
    private let call: DuplexCall
    private var answers: Replies.Iterator

    init(_ connection: Connection, _ options: CallOptions) throws(Status) {
        address = connection.address
        call = try connection.duplex(Self.method, options, repliesStream: true)
        answers = call.replies.makeAsyncIterator()
    }

    /// The full names of all services.
    mutating func services() async throws(Status) -> [String] {
        switch try await ask([.services]).first {
        case .services(let names)?: return names
        case .refused(let status)?: throw status
        default: throw strange
        }
    }

    /// The files that declare these services and all that they import. A service that is not there is left out.
    mutating func files(of services: [String]) async throws(Status) -> DescriptorSet {
        var files = DescriptorSet()
        for answer in try await ask(services.map(ReflectionQuestion.symbol)) {
            if case .refused(let status) = answer, status.code == .notFound { continue }
            try add(answer, to: &files)
        }
        // A server may leave out what is too much for one answer.
        while case let missing = files.missingImports, !missing.isEmpty {
            for answer in try await ask(missing.map(ReflectionQuestion.file)) { try add(answer, to: &files) }
        }
        return files
    }

    /// Says that there are no more questions.
    func end() async { try? await call.closeSending() }

    private func add(_ answer: ReflectionAnswer, to files: inout DescriptorSet) throws(Status) {
        switch answer {
        case .files(let encoded): try files.add(try DescriptorSet(files: encoded))
        case .refused(let status): throw status
        case .services: throw strange
        }
    }

    /// Asks all at once, as far as that is bounded: a round trip for all of them.
    private mutating func ask(_ questions: [ReflectionQuestion]) async throws(Status) -> [ReflectionAnswer] {
        var all: [ReflectionAnswer] = []
        for start in stride(from: 0, to: questions.count, by: Limits.reflectionRequests) {
            let some = questions[start..<min(start + Limits.reflectionRequests, questions.count)]
            do throws(Status) {
                for question in some { try await call.send(try question.encode()) }
                for _ in some {
                    guard let answer = try await answers.next() else { throw strange }
                    all.append(try ReflectionAnswer(decoding: answer))
                }
            } catch {
                throw error.code == .unimplemented ? unreflected : error
            }
        }
        return all
    }

    private var strange: Status {
        Status(.internal, "the reflection of \(address) did not answer what it was asked")
    }

    private var unreflected: Status {
        let reason = "it has no \(Self.method.service), from which a client learns them"
        return Status(.unimplemented, "the server at \(address) does not tell its methods: \(reason)")
    }
}

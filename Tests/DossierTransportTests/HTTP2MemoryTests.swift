import CNghttp2
import DossierCore
import Glibc
import Testing

@testable import DossierTransport

@Suite struct HTTP2MemoryTests {
    private static func with(_ body: (nghttp2_mem) throws -> Void) rethrows {
        let memory = HTTP2Memory.make()
        defer { HTTP2Memory.free(memory) }
        try body(HTTP2Memory.functions(memory))
    }

    @Test(arguments: [0, 1, 63, 64, 65, 512, 513, 100_000])
    func whatIsGivenBackServesAgainWhenItIsSmall(size: Int) throws {
        try Self.with { functions in
            let block = try #require(functions.malloc(size, functions.mem_user_data))
            #expect(UInt(bitPattern: block) % 16 == 0)
            memset(block, 0xAB, size)
            functions.free(block, functions.mem_user_data)
            let next = try #require(functions.malloc(size, functions.mem_user_data))
            if size <= 512 { #expect(next == block) }
            functions.free(next, functions.mem_user_data)
        }
    }

    @Test func zeroedMemoryIsZeroThoughItWasUsedBefore() throws {
        try Self.with { functions in
            let used = try #require(functions.malloc(200, functions.mem_user_data))
            memset(used, 0xAB, 200)
            functions.free(used, functions.mem_user_data)
            let block = try #require(functions.calloc(20, 10, functions.mem_user_data))
            #expect(UnsafeRawBufferPointer(start: block, count: 200).allSatisfy { $0 == 0 })
            functions.free(block, functions.mem_user_data)
            #expect(functions.calloc(.max, 2, functions.mem_user_data) == nil)
        }
    }

    @Test func growingKeepsWhatIsThere() throws {
        try Self.with { functions in
            var block = try #require(functions.realloc(nil, 1, functions.mem_user_data))
            var count = 0
            for size in [10, 64, 65, 300, 512, 513, 5_000, 100_000] {
                block = try #require(functions.realloc(block, size, functions.mem_user_data))
                let bytes = UnsafeMutableRawBufferPointer(start: block, count: size)
                #expect(bytes[..<count].enumerated().allSatisfy { $0.element == UInt8(truncatingIfNeeded: $0.offset) })
                for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: index) }
                count = size
            }
            functions.free(block, functions.mem_user_data)
            functions.free(nil, functions.mem_user_data)
        }
    }

    @Test func noMoreIsKeptThanTheLimit() throws {
        let memory = HTTP2Memory.make()
        defer { HTTP2Memory.free(memory) }
        let functions = HTTP2Memory.functions(memory)
        let blocks = try (0..<1_000).map { _ in try #require(functions.malloc(512, functions.mem_user_data)) }
        for block in blocks { functions.free(block, functions.mem_user_data) }
        #expect(memory.pointee.spareBytes == Limits.sessionSpareBytes)
        let again = try (0..<1_000).map { _ in try #require(functions.malloc(512, functions.mem_user_data)) }
        #expect(memory.pointee.spareBytes == 0)
        #expect(Set(again).count == 1_000)
        for block in again { functions.free(block, functions.mem_user_data) }
    }
}

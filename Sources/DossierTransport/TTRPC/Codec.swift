import DossierCore
struct TTRPCFlags: OptionSet, Sendable {
    let rawValue: UInt8
    static let remoteClosed = TTRPCFlags(rawValue: 1)
    static let remoteOpen = TTRPCFlags(rawValue: 2)
    static let noData = TTRPCFlags(rawValue: 4)
}
struct TTRPCFrameHeader {
    static let size = 10
    var length: UInt32, stream: UInt32, type: UInt8, flags: TTRPCFlags
    init(_ b: UnsafeRawBufferPointer) {
        length = UInt32(bigEndian: b.loadUnaligned(as: UInt32.self));
        stream = UInt32(bigEndian: b.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        type = b[8]; flags = TTRPCFlags(rawValue: b[9])
    }
}
struct TTRPCRequestView {
    var service = UnsafeRawBufferPointer(start: nil, count: 0), method = UnsafeRawBufferPointer(start: nil, count: 0),
        payload = UnsafeRawBufferPointer(start: nil, count: 0)
    var timeoutNano: Int64 = 0
    var metadata = Metadata()
    init(_ body: UnsafeRawBufferPointer) throws(Status) {
        var i = 0
        func bad() -> Status { Status(.invalidArgument, "malformed request envelope") }
        func varint() throws(Status) -> UInt64 {
            var v: UInt64 = 0; var s: UInt64 = 0
            while i < body.count, s < 70 {
                let b = body[i]; i += 1; v |= s < 64 ? UInt64(b & 127) << s : 0; if b < 128 { return v }; s += 7
            }
            throw bad()
        }
        while i < body.count {
            let key = try varint()
            switch key & 7 {
            case 0: let v = try varint(); if key >> 3 == 4 { timeoutNano = Int64(bitPattern: v) }
            case 2:
                let n = try varint(); guard n <= UInt64(body.count - i) else { throw bad() }
                let f = UnsafeRawBufferPointer(rebasing: body[i..<i + Int(n)]); i += Int(n)
                switch key >> 3 {
                case 1: service = f;
                case 2: method = f;
                case 3: payload = f;
                default: break
                }
            default: throw bad()
            }
        }
    }
}
func stubVarint(_ v: Int) -> [UInt8] {
    var v = v, out: [UInt8] = []; while v >= 128 { out.append(UInt8(v & 127) | 128); v >>= 7 }; out.append(UInt8(v));
    return out
}
extension TTRPCFrameHeader {
    init(length: UInt32, stream: UInt32, type: UInt8, flags: TTRPCFlags) {
        self.length = length; self.stream = stream; self.type = type; self.flags = flags
    }
    func write(_ b: UnsafeMutableRawBufferPointer) {
        b.storeBytes(of: length.bigEndian, as: UInt32.self);
        b.storeBytes(of: stream.bigEndian, toByteOffset: 4, as: UInt32.self); b[8] = type; b[9] = flags.rawValue
    }
}
enum TTRPCFrameType { static let request: UInt8 = 1, response: UInt8 = 2, data: UInt8 = 3 }
enum TTRPCResponse {
    static func vsize(_ v: Int) -> Int { var n = 1, v = v; while v >= 128 { v >>= 7; n += 1 }; return n }
    static func size(payload n: Int) -> Int { n == 0 ? 0 : 1 + vsize(n) + n }
    static func statusBytes(_ s: Status) -> [UInt8] {
        let m = Array(s.message.utf8)
        return [8] + stubVarint(Int(s.code.rawValue)) + [18] + stubVarint(m.count) + m + s.encodedDetails
    }
    static func size(status: Status) -> Int { let n = statusBytes(status).count; return 1 + vsize(n) + n }
    static func write(
        payload n: Int,
        _ b: UnsafeMutableRawBufferPointer,
        _ fill: (UnsafeMutableRawBufferPointer) -> Void
    ) {
        guard n > 0 else { return }
        b[0] = 0x12; var i = 1, v = n
        while v >= 128 { b[i] = UInt8(v & 127) | 128; v >>= 7; i += 1 }
        b[i] = UInt8(v); i += 1
        fill(UnsafeMutableRawBufferPointer(rebasing: b[i...]))
    }
    static func write(status: Status, _ b: UnsafeMutableRawBufferPointer) {
        let s = statusBytes(status); let all = [0x0a] + stubVarint(s.count) + s; b.copyBytes(from: all)
    }
}

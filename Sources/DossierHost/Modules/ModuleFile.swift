import Glibc

/// A library as it lies in its folder: told apart without reading it.
struct ModuleFile {
    let path: String
    private let device: UInt
    private let inode: UInt
    private let size: Int
    private let changed: (seconds: Int, nanoseconds: Int)

    /// Nil when there is none.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.path = path
        device = status.st_dev
        inode = status.st_ino
        size = status.st_size
        changed = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    }

    /// The same file with the same content, whatever its name.
    func isSame(as other: ModuleFile?) -> Bool {
        guard let other else { return false }
        return device == other.device && inode == other.inode && size == other.size && changed == other.changed
    }
}

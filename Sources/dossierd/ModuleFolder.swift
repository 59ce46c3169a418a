import Glibc

/// Where the server looks for modules when nobody says.
enum ModuleFolder {
    /// PREFIX/lib/dossier/modules of a program installed as PREFIX/bin/dossierd; `modules` in the working folder when
    /// that is not there.
    static var standard: String {
        guard let program = realpath("/proc/self/exe", nil) else { return "modules" }
        defer { free(program) }
        let prefix = String(cString: program).split(separator: "/").dropLast(2).map { "/\($0)" }.joined()
        let installed = "\(prefix)/lib/dossier/modules"
        return access(installed, R_OK) == 0 ? installed : "modules"
    }
}

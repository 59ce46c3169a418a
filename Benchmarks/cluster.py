"""A PostgreSQL server to be measured: a new cluster with PostgreSQL's own settings, which waits for its disk."""
import os, shutil, subprocess, time

from server import cpu_seconds


class Cluster:
    """In a folder, on a Unix socket there; as the user postgres when this runs as root, since PostgreSQL refuses root.
    With another to follow: its standby."""

    def __init__(self, folder, of=None):
        self.folder = os.path.join(folder, "standby" if of else "cluster")
        os.makedirs(self.folder)
        programs = subprocess.run(["pg_config", "--bindir"], check=True, capture_output=True, text=True).stdout.strip()
        become = []
        if os.geteuid() == 0:
            become = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
            os.chmod(folder, 0o711)
            shutil.chown(self.folder, "postgres")
        data = os.path.join(self.folder, "data")
        if of:
            make = [f"{programs}/pg_basebackup", "-h", of.folder, "-R", "-c", "fast"]
        else:
            make = [f"{programs}/initdb", "-E", "UTF8", "--locale=C", "--auth=trust"]
        subprocess.run([*become, *make, "-D", data, "-U", "dossier"], check=True, stdout=subprocess.DEVNULL)
        self.process = subprocess.Popen([*become, f"{programs}/postgres", "-D", data, "-k", self.folder, "-h", ""],
                                        stderr=subprocess.DEVNULL)
        while subprocess.run(["pg_isready", "-q", "-h", self.folder]).returncode:
            if self.process.poll() is not None:
                raise RuntimeError("PostgreSQL did not start")
            time.sleep(0.05)

    def cpu_seconds(self):
        """CPU time of its sessions that are open, and of what it does beside them."""
        parent = str(self.process.pid)
        with open(f"/proc/{parent}/task/{parent}/children") as file:
            return sum(map(cpu_seconds, [self.process.pid, *map(int, file.read().split())]))

    def stop(self):
        self.process.send_signal(2)
        self.process.wait(timeout=60)

    def address(self, database):
        return f"postgres://dossier@/{database}?host={self.folder}"

    def sql(self, text, database="postgres"):
        """Runs statements. Returns the rows of the last as lists of texts."""
        out = subprocess.run(["psql", "-h", self.folder, "-U", "dossier", "-d", database, "-qAtF", "\t", "-v", "ON_ERROR_STOP=1",
                              "-c", text], check=True, capture_output=True, text=True).stdout
        return [line.split("\t") for line in out.splitlines()]

    def pgbench(self, database, script, clients, seconds, folder):
        """Runs a script's transaction by so many clients, prepared. Returns how many a second."""
        file = os.path.join(folder, "script.sql")
        with open(file, "w") as out:
            out.write(script)
        done = subprocess.run(["pgbench", "-n", "-M", "prepared", "-h", self.folder, "-U", "dossier", "-c", str(clients), "-j", "2",
                               "-T", str(seconds), "-f", file, database], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return next(float(line.split()[2]) for line in done.stdout.splitlines() if line.startswith("tps"))

"""A second, independent reading of the rules: which toolkit runs on which driver, makes code for which GPU, and takes
which host compiler.

Run by hand it prints every cell. The numbers are src/compat/cuda-compat.yaml's, the rules from NVIDIA's pages on CUDA
compatibility; nothing is taken from the C++ code.
"""

import itertools
import pathlib

import yaml

YAML = pathlib.Path(__file__).parents[2] / "src" / "compat" / "cuda-compat.yaml"
NEWER_TOOLKITS = [(13, 5), (14, 0)]
RUNS = {"native", "minor-version", "forward-compat"}
# The GPUs that cells are made for; what they are sold as, and NVML's brand numbers for that.
GPUS = [("9.0", "data-center"), ("8.9", "geforce"), ("8.6", "workstation"), ("7.0", "data-center"), ("7.5", "unknown"),
        ("3.5", "titan"), ("12.0", "data-center"), ("99.9", "data-center")]
BRANDS = {"data-center": {2, 14}, "workstation": {1, 12, 13, 14}}
# cuda-compat packages: the driver they were made from and, where they have a note, its CUDA, branches and brands.
PACKAGES = [
    ("590.44.01", ("13.1", (535, 550, 570, 575, 580, 590), (1, 2, 7, 8, 9, 10, 11, 12, 13, 14))),
    ("575.57.08", ("12.9", (535, 550, 560, 565, 570, 575), (2,))),
    ("550.54.14", None),
    ("615.31", None),
]
KINDS = ["unknown", "geforce", "titan", "workstation", "data-center", "tegra"]


def numbers(text):
    return tuple(int(part) for part in text.split("."))


def padded(text):
    return (numbers(text) + (0, 0, 0))[:4]


class Oracle:
    def __init__(self, path=YAML):
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.releases = [row["version"] for row in facts["toolkits"]["releases"]]
        self.toolkits = sorted({numbers(release)[:2] for release in self.releases})
        self.native = {row["branch"]: numbers(row["cuda"]) for row in facts["driver_branches"]["branches"]}
        self.family = {row["major"]: row["driver"] for row in facts["minor_version_minimum"]["rows"]}
        self.own = {numbers(row["toolkit"]): row["driver"] for row in facts["own_minimum"]["rows"]}
        self.published = {row[key] for row in facts["toolkits"]["releases"] for key in ("bundled", "table") if row[key]}
        self.published |= {*self.family.values(), *self.own.values()}
        lists = ("page", "note", "images")
        self.packages = {numbers(row["cuda"]): {branch for key in lists for branch in row[key] or ()}
                         for row in facts["forward_compat"]["packages"]}
        self.gpus = {row["capability"]: row for row in facts["gpu_architectures"]["architectures"]}
        self.compilers = facts["host_compilers"]["rows"]

    # ---- verdicts ----------------------------------------------------------------------------------------------------

    def by_driver_alone(self, toolkit, driver):
        """Judge a toolkit (major, minor) on a driver's text; a bare branch is its newest release."""
        branch = numbers(driver)[0]

        def reaches(minimum):
            if "." not in driver:
                return branch >= numbers(minimum)[0]
            return padded(driver) >= padded(minimum)

        if toolkit < (11, 0):
            if toolkit not in self.own:
                return "unknown"
            return "native" if reaches(self.own[toolkit]) else "unsupported"
        if branch < min(self.native):
            return "unsupported"
        above = branch > max(self.native)
        in_tables = toolkit <= self.toolkits[-1]
        if above:
            if in_tables:
                return "native"
            return "minor-version" if toolkit[0] in self.family else "unknown"
        cuda = self.cuda_of(branch)
        if cuda >= toolkit:
            return "native"
        if toolkit[0] not in self.family or cuda[0] != toolkit[0]:
            return "unsupported"
        return "minor-version" if reaches(self.family[toolkit[0]]) else "unsupported"

    def cuda_of(self, branch):
        return self.native[max(known for known in self.native if known <= branch)]

    def package_helps(self, toolkit, driver, gpu, package):
        """Whether a cuda-compat package makes the toolkit run on a driver that is too old for it."""
        release, note = package
        cuda = numbers(note[0]) if note else self.cuda_of(numbers(release)[0])
        hosts = note[1] if note else self.packages.get(cuda, ())
        brands = set(note[2]) if note else set().union(*BRANDS.values())
        return (cuda >= toolkit and padded(release) > padded(driver) and numbers(driver)[0] in hosts
                and gpu is not None and bool(BRANDS.get(gpu[1], set()) & brands))

    def verdict(self, toolkit, driver, gpu=None, package=None):
        word = self.by_driver_alone(toolkit, driver)
        if word == "unsupported" and package and self.package_helps(toolkit, driver, gpu, package):
            word = "forward-compat"
        if word in RUNS and gpu:
            lost = self.target(toolkit, gpu[0]) == "too-new"
            if lost or self.driving(numbers(driver)[0], gpu[0]) in ("dropped", "driver-too-old"):
                return "unsupported"
        return word

    # ---- GPUs and compilers ------------------------------------------------------------------------------------------

    def target(self, toolkit, capability):
        gpu = self.gpus.get(capability)
        if gpu is None:
            return "unknown"
        if gpu["first_toolkit"] and toolkit < numbers(gpu["first_toolkit"]):
            return "ptx-only"
        if gpu["last_toolkit"] and toolkit > numbers(gpu["last_toolkit"]):
            return "too-new"
        return "native"

    def driving(self, branch, capability):
        gpu = self.gpus.get(capability)
        if gpu is None:
            return "unknown"
        if gpu["last_branch"] and branch > gpu["last_branch"]:
            return "dropped"
        if gpu["first_toolkit"]:
            first = min(known for known, cuda in self.native.items() if cuda >= numbers(gpu["first_toolkit"]))
            if branch < first:
                return "driver-too-old"
        return "driven"

    def compiler(self, toolkit, kind, major):
        """Judge a compiler for a release of three numbers, or for the newest release of two."""
        given = numbers(toolkit)
        row = None
        for candidate in self.compilers:
            if numbers(candidate["toolkit"])[: len(given)] <= given:
                row = candidate
        if row is None:
            return "unknown"
        if major > row[f"{kind}_max"]:
            return "too-new"
        return "too-old" if major < (row[f"{kind}_min"] or 0) else "fits"

    # ---- cells -------------------------------------------------------------------------------------------------------

    def branches(self):
        """Every branch from the first of the table to its last, whether a driver was published from it or not."""
        return range(min(self.native), max(self.native) + 1)

    def drivers(self):
        """One release early and one late in every branch, the bare branch, and every minimum with its neighbours."""
        found = []
        for branch in range(min(self.native) - 1, max(self.native) + 6):
            found += [str(branch), f"{branch}.10", f"{branch}.999.01"]
        for minimum in [*self.family.values(), *self.own.values()]:
            head, last = minimum.rsplit(".", 1)
            found += [f"{head}.{int(last) + step:02}" for step in (-1, 0, 1)]
            found += [f"{minimum}.01", f"{minimum}.0"]
        return list(dict.fromkeys(found))

    def all_toolkits(self):
        return [*self.toolkits, (12, 7), (12, 10), (10, 3), (7, 5), *NEWER_TOOLKITS]

    def cells(self):
        """Every toolkit on every driver, and every published release, whose third number does not count."""
        for toolkit, driver in itertools.product(self.all_toolkits(), self.drivers()):
            yield f"{toolkit[0]}.{toolkit[1]} {driver} - -", self.verdict(toolkit, driver)
        for release, branch in itertools.product(self.releases, self.branches()):
            yield f"{release} {branch}.10 - -", self.verdict(numbers(release)[:2], f"{branch}.10")

    def cells_with_gpus_and_packages(self):
        drivers = [f"{branch}.{release}" for branch in self.native for release in ("10", "100.05")]
        drivers += ["620.10", "340.10"]
        for toolkit, driver, gpu, package in itertools.product(self.all_toolkits(), drivers, [None, *GPUS],
                                                               [None, *PACKAGES]):
            gpu_text = f"{gpu[0]}/{gpu[1]}" if gpu else "-"
            text = "-"
            if package:
                release, note = package
                text = release
                if note:
                    text += "/" + "/".join([note[0], *(",".join(map(str, numbers_)) for numbers_ in note[1:])])
            yield (f"{toolkit[0]}.{toolkit[1]} {driver} {gpu_text} {text}", self.verdict(toolkit, driver, gpu, package))

    def cells_of_packages(self):
        """The package of every row, without a note, on every branch and kind of GPU; its own CUDA and the next."""
        for cuda in self.packages:
            branch = min(known for known, native in self.native.items() if native >= cuda)
            package = (f"{branch}.90.01", None)
            place = self.toolkits.index(cuda)
            for toolkit, host, kind in itertools.product(self.toolkits[place - 1:place + 2], self.branches(), KINDS):
                gpu = ("8.0", kind)
                yield (f"{toolkit[0]}.{toolkit[1]} {host}.20 8.0/{kind} {package[0]}",
                       self.verdict(toolkit, f"{host}.20", gpu, package))

    def cells_of_targets(self):
        for toolkit, capability in itertools.product(self.all_toolkits(), [*self.gpus, "9.9"]):
            yield f"{toolkit[0]}.{toolkit[1]} {capability}", self.target(toolkit, capability)

    def cells_of_driving(self):
        for branch, capability in itertools.product(range(355, 625), [*self.gpus, "9.9"]):
            yield f"{branch} {capability}", self.driving(branch, capability)

    def cells_of_compilers(self):
        toolkits = [*self.releases, *(f"{major}.{minor}" for major, minor in self.all_toolkits())]
        for toolkit, kind, major in itertools.product(toolkits, ("gcc", "clang"), range(2, 26)):
            yield f"{toolkit} {kind} {major}", self.compiler(toolkit, kind, major)


if __name__ == "__main__":
    oracle = Oracle()
    for cell in itertools.chain(oracle.cells(), oracle.cells_with_gpus_and_packages(), oracle.cells_of_packages(),
                                oracle.cells_of_targets(), oracle.cells_of_driving(), oracle.cells_of_compilers()):
        print(*cell)

# The inner `do` tries the edits in a scope of its own: what makes no sense changes nothing, and no
# error of it stays in LAST_EXIT_CODE. `complete` catches stderr, `which` keeps nu from asking the
# user's command_not_found hook.
do --env {
  let edits = do {
    try {
      let program = $"($env.CONDA_PREFIX)/bin/cuda-env-resolve"
      let run = if (which $program | is-not-empty) { do { ^$program deactivate --shell nu } | complete }
      let edits = if $run.exit_code == 0 { $run.stdout | from json }
      hide-env --ignore-errors ...$edits.unset
      load-env $edits.set
      $edits
    } catch { null }
  }
  if $edits != null {
    hide-env --ignore-errors ...$edits.unset
    load-env $edits.set
    if $edits.path? != null { $env.PATH = $edits.path }
    if $edits.message? != null { print --stderr $edits.message }
  }
}

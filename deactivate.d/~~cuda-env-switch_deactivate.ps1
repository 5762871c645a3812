& { # a scope of its own: what is set in it is gone after it
    $ErrorActionPreference = 'SilentlyContinue'
    $PSNativeCommandUseErrorActionPreference = $false
    $file = if ($Env:OS -eq 'Windows_NT') { 'Library/bin/cuda-env-resolve.exe' } else { 'bin/cuda-env-resolve' }
    $program = "$Env:CONDA_PREFIX/$file"
    if ($Env:CONDA_PREFIX -and (Test-Path -LiteralPath $program -PathType Leaf)) {
        $status = Get-Variable -Name LASTEXITCODE -Scope Global -ValueOnly -ErrorAction Ignore
        try {
            $text = (& $program deactivate --shell powershell 2>$null) -join "`n"
            if ($text) { Invoke-Expression $text }
        } catch { }
        $global:LASTEXITCODE = $status
    }
}

@IF NOT DEFINED CONDA_PREFIX EXIT /B 0
@IF NOT EXIST "%CONDA_PREFIX%\Library\bin\cuda-env-resolve.exe" EXIT /B 0
@REM The cmd.exe that FOR starts fills in the prefix itself, so that nothing in it is special here.
@FOR /F "usebackq delims=" %%i IN (`""%%CONDA_PREFIX%%\Library\bin\cuda-env-resolve.exe" activate --shell cmd"`) DO @SET "%%i" >NUL 2>&1
@EXIT /B 0

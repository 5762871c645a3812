# fish completion for cuda-env-resolve; made by: cuda-env-resolve completion fish

# Whether the words before the cursor, without options, begin with one, or are only that.
function __cuda_env_resolve_words
    set -l words (commandline -opc)
    set -e words[1]
    set -l plain
    while set -q words[1]
        switch $words[1]
            case --shell --prefix --root --color --toolkit --driver --gpu --gcc --clang --tables --driver --gpu --gcc --clang --tables --set
                set -e words[1]
            case '-*'
            case '*'
                set -a plain $words[1]
        end
        set -e words[1]
    end
    switch $argv[1]
        case first
            test "$plain[1]" = "$argv[2]"
        case only
            test "$plain" = "$argv[2]"
    end
end

complete -c cuda-env-resolve -f
complete -c cuda-env-resolve -l shell -x -a 'sh posix bash zsh dash ksh ksh93 mksh ash fish tcsh csh xonsh nu nushell elvish powershell pwsh cmd dotenv github env0 json' -d 'the shell to write for'
complete -c cuda-env-resolve -l prefix -x -a '(__fish_complete_directories (commandline -ct))' -d 'the environment to look at'
complete -c cuda-env-resolve -l root -x -a '(__fish_complete_directories (commandline -ct))' -d 'look at the machine whose files lie in a folder'
complete -c cuda-env-resolve -l json -d 'JSON for programs'
complete -c cuda-env-resolve -l quiet -s q -d 'no warnings on stderr'
complete -c cuda-env-resolve -l verbose -s v -d 'tell what was found on stderr'
complete -c cuda-env-resolve -l color -x -a 'auto always never' -d 'whether to color what people read'
complete -c cuda-env-resolve -l help -s h -d 'how to call it'
complete -c cuda-env-resolve -l version -d 'the version'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a deactivate -d 'switch back'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a status -d 'what is switched, on which evidence, with which verdict'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a doctor -d 'every finding, with what to do'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'doctor\'' -l deep -d 'ask nvidia-smi, and compile with the toolkit'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a check -d 'doctor for scripts: exit status only'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'check\'' -l deep -d 'ask nvidia-smi, and compile with the toolkit'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a list -d 'every toolkit that is to be found'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a use -d 'pin a toolkit for the environment'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'use\'' -l auto
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'use\'' -l off
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a config -d 'what is configured, and where'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a exec -d 'run a command in the switched environment'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'exec\'' -x -a '(__fish_complete_subcommand)'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a compat -d 'what goes with what, by the tables alone'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'compat\'' -l toolkit -x
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'compat\'' -l driver -x
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'compat\'' -l gpu -x
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'compat\'' -l gcc -x
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'compat\'' -l clang -x
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'compat\'' -l tables -r -F
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a recommend -d 'the install command that fits'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'recommend\'' -l driver -x
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'recommend\'' -l gpu -x
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'recommend\'' -l gcc -x
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'recommend\'' -l clang -x
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'recommend\'' -l tables -r -F
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a install -d 'put program and hooks into environments without the package'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'install\'' -l all -d 'every environment that conda knows'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a uninstall -d 'take out what install put there'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'uninstall\'' -l all -d 'every environment that conda knows'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a completion -d 'code that completes the command line in bash, zsh or fish'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'completion\'' -a 'bash zsh fish'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words only \'\'' -a activate -d 'what the activation hooks call'
complete -c cuda-env-resolve -n '__cuda_env_resolve_words first \'activate\'' -l set -x

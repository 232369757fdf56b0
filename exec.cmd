@rem npm start runs "exec node ...", so that a signal reaches Node and not a shell in between. Windows has no exec: this is it.
@%*

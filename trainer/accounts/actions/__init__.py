"""Every write to accounts: making them, opening and ending sessions, passwords, second steps."""

from trainer.accounts.actions.keeping import (
    choose,
    close_account,
    correct,
    make_account,
    reopen_account,
    unchecked_account,
)
from trainer.accounts.actions.passwords import (
    CODE_LASTS,
    hand_over_code,
    note_password_set,
    set_password,
    use_code,
)
from trainer.accounts.actions.sessions import (
    SHARED_LASTS,
    end_left,
    end_others,
    end_session,
    note_failure,
    note_presence,
    open_session,
    sign_out_others,
)
from trainer.accounts.actions.stepping import (
    add_passkey,
    make_recovery_codes,
    note_use,
    remove_app,
    remove_passkey,
    reset_second_step,
    set_up_app,
    spend_app_code,
    spend_recovery_code,
)

__all__ = [
    "CODE_LASTS",
    "SHARED_LASTS",
    "add_passkey",
    "choose",
    "close_account",
    "correct",
    "end_left",
    "end_others",
    "end_session",
    "hand_over_code",
    "make_account",
    "make_recovery_codes",
    "note_failure",
    "note_password_set",
    "note_presence",
    "note_use",
    "open_session",
    "remove_app",
    "remove_passkey",
    "reopen_account",
    "reset_second_step",
    "set_password",
    "set_up_app",
    "sign_out_others",
    "spend_app_code",
    "spend_recovery_code",
    "unchecked_account",
    "use_code",
]

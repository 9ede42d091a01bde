"""What every route answers to every kind of person, as one table to be read by a person.

A line is a method, an endpoint, and the status for each of the people, in the order of `PEOPLE`.
What is asked is about the learner's things; a form is sent with nothing in it, so that 422 and 409
mean that its door was open and 401, 403 and 404 that it was shut. Nobody else may reach a thing of
hers by its number: that is 404, as if there were none.
"""

from tests.routes_scene import PEOPLE

TABLE = """
#    endpoint                         out eve lea man ass iqa oth tra hr  sys
GET  accounts.account                 302 200 200 200 200 200 200 200 200 200
GET  accounts.use_code                200 200 200 200 200 200 200 200 200 200
GET  assessments.correct              302 404 404 404 200 200 404 404 404 404
GET  assessments.learners             302 200 200 200 200 200 200 200 200 200
GET  assessments.mine                 302 200 200 200 200 200 200 200 200 200
GET  assessments.qualification        302 404 200 200 200 200 404 200 404 404
GET  assessments.queue                302 200 200 200 200 200 200 200 200 200
GET  assessments.refuse               302 404 200 200 200 200 404 200 404 404
GET  assessments.review               302 404 404 404 200 200 404 404 404 404
GET  assessments.send_back            302 404 404 404 200 200 404 404 404 404
GET  assessments.sign                 302 404 200 200 200 200 404 200 404 404
GET  assessments.submission           302 404 200 404 200 200 404 404 404 404
GET  assessments.submit               302 404 200 404 404 404 404 404 404 404
GET  assessments.unit                 302 404 200 200 200 200 404 200 404 404
GET  assessors.conflicts              302 200 200 200 200 200 200 200 200 200
GET  assessors.end_entry              302 404 404 404 404 404 404 200 404 404
GET  assessors.enter                  302 404 404 404 404 404 404 200 404 404
GET  assessors.register               302 404 404 404 404 404 404 200 404 404
GET  case.association                 302 200 200 200 200 200 200 200 200 200
GET  case.document                    302 200 200 200 200 200 200 200 200 200
GET  case.documents                   302 200 200 200 200 200 200 200 200 200
GET  case.item                        302 200 200 200 200 200 200 200 200 200
GET  case.item_associations           302 200 200 200 200 200 200 200 200 200
GET  case.kind_of_item                302 200 200 200 200 200 200 200 200 200
GET  case.whole_package               302 200 200 200 200 200 200 200 200 200
GET  catalogue.example                302 404 404 404 404 404 404 200 404 404
GET  catalogue.export_qualification   302 200 200 200 200 200 200 200 200 200
GET  catalogue.look_into_file         302 404 404 404 404 404 404 200 404 404
GET  catalogue.overview               302 200 200 200 200 200 200 200 200 200
GET  catalogue.qualification          302 200 200 200 200 200 200 200 200 200
GET  catalogue.spreadsheet_template   302 404 404 404 404 404 404 200 404 404
GET  catalogue.unit                   302 200 200 200 200 200 200 200 200 200
GET  certificates.certificate         302 404 200 200 404 404 404 200 200 404
GET  certificates.check               200 200 200 200 200 200 200 200 200 200
GET  certificates.export              302 404 404 404 404 404 404 200 200 404
GET  certificates.issue               302 404 404 404 404 404 404 200 404 404
GET  certificates.listed              302 404 404 404 404 404 404 200 200 404
GET  certificates.look_up             200 200 200 200 200 200 200 200 200 200
GET  certificates.mine                302 200 200 200 200 200 200 200 200 200
GET  certificates.pdf                 302 404 200 200 404 404 404 200 200 404
GET  certificates.ready               302 404 404 404 404 404 404 200 404 404
GET  certificates.replace             302 404 404 404 404 404 404 200 404 404
GET  certificates.revoke              302 404 404 404 404 404 404 200 404 404
GET  home.admin                       302 404 404 404 404 404 404 200 200 200
GET  home.help                        302 200 200 200 200 200 200 200 200 200
GET  home.me                          302 200 200 200 200 200 200 200 200 200
GET  home.more                        302 200 200 200 200 200 200 200 200 200
GET  logs.edit                        302 404 200 404 404 404 404 404 404 404
GET  logs.entry                       302 404 200 404 200 200 404 404 404 404
GET  logs.find                        302 404 200 404 404 404 404 404 404 404
GET  logs.mine                        302 200 200 200 200 200 200 200 200 200
GET  logs.new                         302 200 200 200 200 200 200 200 200 200
GET  logs.original                    302 404 200 404 200 200 404 404 404 404
GET  logs.picture                     302 404 200 404 200 200 404 404 404 404
GET  logs.recording                   302 404 200 404 200 200 404 404 404 404
GET  logs.revision                    302 404 200 404 200 200 404 404 404 404
GET  logs.thumbnail                   302 404 200 404 200 200 404 404 404 404
GET  logs.withdraw                    302 404 200 404 404 404 404 404 404 404
GET  notifications.bell               302 200 200 200 200 200 200 200 200 200
GET  outgoing.letter                  302 404 404 404 404 404 404 404 404 404
GET  outgoing.sent_mail               302 404 404 404 404 404 404 404 404 404
GET  outgoing.waiting                 302 404 404 404 404 404 404 404 404 200
GET  people.add                       302 404 404 404 404 404 404 200 200 200
GET  people.add_site                  302 404 404 404 404 404 404 200 200 200
GET  people.add_team                  302 404 404 404 404 404 404 200 200 200
GET  people.ask_for_role              302 404 404 404 404 404 404 200 200 200
GET  people.confirm_role              302 404 404 404 404 404 404 200 200 200
GET  people.correct                   302 404 404 404 404 404 404 200 200 200
GET  people.end_role                  302 404 404 404 404 404 404 200 200 200
GET  people.everybody                 302 404 404 404 404 404 404 200 200 200
GET  people.example                   302 404 404 404 404 404 404 200 200 200
GET  people.export                    302 404 404 404 404 404 404 200 200 200
GET  people.hand_over_code            302 404 200 200 404 404 404 200 200 200
GET  people.leave                     302 404 404 404 404 404 404 200 200 200
GET  people.look_through              302 404 404 404 404 404 404 200 404 404
GET  people.person                    302 404 200 200 404 404 404 200 200 200
GET  people.place                     302 404 404 404 404 404 404 200 200 200
GET  people.refuse_role               302 404 404 404 404 404 404 200 200 200
GET  people.rename_site               302 404 404 404 404 404 404 200 200 200
GET  people.rename_team               302 404 404 404 404 404 404 200 200 200
GET  people.roles                     302 404 404 404 404 404 404 200 200 200
GET  people.sites                     302 404 404 404 404 404 404 200 200 200
GET  people.take_back                 302 404 404 404 404 404 404 200 200 200
GET  people.team                      302 404 404 200 404 404 404 404 404 404
GET  people.upload                    302 404 404 404 404 404 404 200 200 200
GET  quality.ask_again                302 404 404 404 404 200 404 404 404 404
GET  quality.complete                 302 404 404 404 404 200 404 404 404 404
GET  quality.queue                    302 200 200 200 200 200 200 200 200 200
GET  quality.release                  302 303 303 303 303 303 303 303 303 303
GET  quality.unit                     302 404 404 404 404 200 404 404 404 404
GET  registrations.choose_units       302 404 404 404 404 404 404 200 404 404
GET  registrations.claim              302 404 404 404 404 404 404 200 404 404
GET  registrations.export             302 404 404 404 404 404 404 200 200 404
GET  registrations.overview           302 404 404 404 404 404 404 200 200 404
GET  registrations.reassign           302 404 404 404 404 404 404 200 404 404
GET  registrations.record_award       302 404 404 404 404 404 404 200 404 404
GET  registrations.record_rejection   302 404 404 404 404 404 404 200 404 404
GET  registrations.register_learner   302 404 404 404 404 404 404 200 404 404
GET  registrations.registration       302 404 200 200 200 200 404 200 200 404
GET  registrations.take_break         302 404 404 404 404 404 404 200 404 404
GET  registrations.transfer           302 404 404 404 404 404 404 200 404 404
GET  registrations.whom               302 404 404 404 404 404 404 200 404 404
GET  registrations.withdraw           302 404 404 404 404 404 404 200 404 404
GET  security.change_password         302 302 200 302 302 302 302 302 302 302
GET  security.forgot_password         200 200 200 200 200 200 200 200 200 200
GET  security.login                   200 302 302 302 302 302 302 302 302 302
GET  security.reset_password          302 302 302 302 302 302 302 302 302 302
GET  security.verify                  302 200 200 200 200 200 200 200 200 200
GET  static                           200 200 200 200 200 200 200 200 200 200
POST accounts.account                 401 303 303 303 303 303 303 303 303 303
POST accounts.end_session             401 404 303 404 404 404 404 404 404 404
POST accounts.use_code                422 422 422 422 422 422 422 422 422 422
POST assessments.correct              401 404 404 404 422 422 404 404 404 404
POST assessments.judge                401 404 404 404 422 422 404 404 404 404
POST assessments.refuse               401 404 403 403 403 403 404 403 404 404
POST assessments.send_back            401 404 404 404 422 403 404 404 404 404
POST assessments.sign                 401 404 422 422 422 422 404 422 404 404
POST assessments.sign_judgements      401 404 404 404 409 403 404 404 404 404
POST assessments.submit               401 404 422 404 404 404 404 404 404 404
POST assessors.conflicts              401 422 422 422 422 422 422 422 422 422
POST assessors.end_conflict           401 404 403 404 404 404 404 303 404 404
POST assessors.end_entry              401 404 404 404 404 404 404 422 404 404
POST assessors.enter                  401 404 404 404 404 404 404 422 404 404
POST catalogue.import_file            401 404 404 404 404 404 404 422 404 404
POST catalogue.look_into_file         401 404 404 404 404 404 404 422 404 404
POST certificates.issue               401 404 404 404 404 404 404 422 404 404
POST certificates.make_again          401 404 404 404 404 404 404 403 404 404
POST certificates.replace             401 404 404 404 404 404 404 422 404 404
POST certificates.revoke              401 404 404 404 404 404 404 422 404 404
POST logs.autosave                    401 404 200 404 404 404 404 404 404 404
POST logs.autosave_new                401 200 200 200 200 200 200 200 200 200
POST logs.bring_back                  401 404 403 404 404 404 404 404 404 404
POST logs.copy_forward                401 404 303 404 404 404 404 404 404 404
POST logs.edit                        401 404 303 404 404 404 404 404 404 404
POST logs.find                        401 404 303 404 404 404 404 404 404 404
POST logs.new                         401 303 303 303 303 303 303 303 303 303
POST logs.revise                      401 404 303 404 404 404 404 404 404 404
POST logs.suggestions                 401 200 200 200 200 200 200 200 200 200
POST logs.upload                      401 404 422 404 404 404 404 404 404 404
POST logs.withdraw                    401 404 403 404 404 404 404 404 404 404
POST notifications.open_notice        401 404 303 404 404 404 404 404 404 404
POST notifications.read               401 404 303 404 404 404 404 404 404 404
POST notifications.read_all           401 303 303 303 303 303 303 303 303 303
POST outgoing.try_again               401 404 404 404 404 404 404 404 404 303
POST people.add                       401 404 404 404 404 404 404 422 422 422
POST people.add_site                  401 404 404 404 404 404 404 422 422 422
POST people.add_team                  401 404 404 404 404 404 404 422 422 422
POST people.ask_for_role              401 404 404 404 404 404 404 422 422 422
POST people.confirm_role              401 404 404 404 404 404 404 422 422 422
POST people.correct                   401 404 404 404 404 404 404 303 303 303
POST people.end_role                  401 404 404 404 404 404 404 422 422 422
POST people.hand_over_code            401 404 403 200 404 404 404 403 200 200
POST people.leave                     401 404 404 404 404 404 404 422 422 422
POST people.look_through              401 404 404 404 404 404 404 422 404 404
POST people.place                     401 404 404 404 404 404 404 422 422 422
POST people.refuse_role               401 404 404 404 404 404 404 422 422 422
POST people.rename_site               401 404 404 404 404 404 404 303 303 303
POST people.rename_team               401 404 404 404 404 404 404 303 303 303
POST people.stay                      401 404 404 404 404 404 404 409 409 409
POST people.take_back                 401 404 404 404 404 404 404 403 403 403
POST people.upload                    401 404 404 404 404 404 404 422 422 422
POST quality.ask_again                401 404 404 404 404 422 404 404 404 404
POST quality.complete                 401 404 404 404 404 422 404 404 404 404
POST quality.release                  401 303 303 303 303 303 303 303 303 303
POST registrations.check_units        401 404 404 404 404 404 404 200 404 404
POST registrations.choose_units       401 404 404 404 404 404 404 303 404 404
POST registrations.claim              401 404 404 404 404 404 404 422 404 404
POST registrations.make_ready_again   401 404 404 404 404 404 404 403 404 404
POST registrations.reassign           401 404 404 404 404 404 404 422 404 404
POST registrations.record_award       401 404 404 404 404 404 404 422 404 404
POST registrations.record_rejection   401 404 404 404 404 404 404 422 404 404
POST registrations.register_learner   401 404 404 404 404 404 404 422 404 404
POST registrations.resume             401 404 404 404 404 404 404 403 404 404
POST registrations.take_break         401 404 404 404 404 404 404 422 404 404
POST registrations.transfer           401 404 404 404 404 404 404 422 404 404
POST registrations.withdraw           401 404 404 404 404 404 404 422 404 404
POST security.change_password         401 302 200 302 302 302 302 302 302 302
POST security.forgot_password         200 200 200 200 200 200 200 200 200 200
POST security.login                   200 302 302 302 302 302 302 302 302 302
POST security.logout                  401 302 302 302 302 302 302 302 302 302
POST security.reset_password          302 302 302 302 302 302 302 302 302 302
POST security.verify                  401 200 200 200 200 200 200 200 200 200
"""


def answers(method: str) -> dict[str, dict[str, int]]:
    """Read the table: for each endpoint, who is answered how."""
    lines = [line.split() for line in TABLE.splitlines() if line.startswith(f"{method} ")]
    return {
        endpoint: dict(zip(PEOPLE, map(int, statuses), strict=True))
        for _method, endpoint, *statuses in lines
    }

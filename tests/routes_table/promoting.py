"""What the pages and forms of promotion cases and vacancies answer to every kind of person."""

PAGES = """
#    endpoint                         out eve lea man ass iqa oth tra hr  sys
GET  equality.monitoring              302 404 404 404 404 404 404 404 200 404
GET  equality.own                     302 200 200 200 200 200 200 200 200 200
GET  equality.rates                   302 404 404 404 404 404 404 404 200 404
GET  equality.switch_off              302 404 404 404 404 404 404 404 200 404
GET  promotions.answer_appeal         302 404 200 200 404 404 404 404 200 404
GET  promotions.appeal                302 404 200 200 404 404 404 404 200 404
GET  promotions.approve               302 404 200 200 404 404 404 404 200 404
GET  promotions.call                  302 404 200 200 404 404 404 404 200 404
GET  promotions.check                 302 404 200 200 404 404 404 404 200 404
GET  promotions.choose_hearer         302 404 200 200 404 404 404 404 200 404
GET  promotions.decline               302 404 200 200 404 404 404 404 200 404
GET  promotions.fill                  302 404 200 200 404 404 404 404 200 404
GET  promotions.give_up               302 404 200 200 404 404 404 404 200 404
GET  promotions.letter                302 404 200 404 404 404 404 404 404 404
GET  promotions.letter_pdf            302 404 404 404 404 404 404 404 404 404
GET  promotions.mine                  302 200 200 200 200 200 200 200 200 200
GET  promotions.offer                 302 404 200 200 404 404 404 404 200 404
GET  promotions.open_own              302 200 200 200 200 200 200 200 200 200
GET  promotions.put_forward           302 404 200 200 404 404 404 404 200 404
GET  promotions.recommend             302 404 200 200 404 404 404 404 200 404
GET  promotions.review_trial          302 404 200 200 404 404 404 404 200 404
GET  promotions.score                 302 404 200 200 404 404 404 404 200 404
GET  promotions.seat                  302 404 200 200 404 404 404 404 200 404
GET  promotions.shown                 302 404 200 200 404 404 404 404 200 404
GET  promotions.sponsor               302 404 200 200 404 404 404 404 200 404
GET  promotions.state                 302 404 200 200 404 404 404 404 200 404
GET  promotions.withdraw              302 404 200 200 404 404 404 404 200 404
GET  promotions.for_vacancy           302 404 404 200 404 404 404 404 200 404
GET  vacancies.answer                 302 404 200 200 404 404 404 404 200 404
GET  vacancies.end                    302 404 200 200 404 404 404 404 200 404
GET  vacancies.listing                302 200 200 200 200 200 200 200 200 200
GET  vacancies.open_one               302 404 404 200 404 404 404 404 200 404
GET  vacancies.shown                  302 404 200 200 404 404 404 404 200 404
GET  promotions.bench                 302 404 404 200 404 404 404 404 200 404
GET  promotions.fairness              302 404 404 404 404 404 404 404 200 404
GET  promotions.fairness_table        302 404 404 404 404 404 404 404 200 404
GET  promotions.fairness_workbook     302 404 404 404 404 404 404 404 200 404
"""

POSTS = """
POST equality.monitoring              401 404 404 404 404 404 404 404 422 404
POST equality.own                     401 303 303 303 303 303 303 303 303 303
POST equality.remove                  401 303 303 303 303 303 303 303 303 303
POST equality.switch_off              401 404 404 404 404 404 404 404 422 404
POST promotions.accept                401 404 403 403 404 404 404 404 403 404
POST promotions.answer_appeal         401 404 422 422 404 404 404 404 422 404
POST promotions.appeal                401 404 422 422 404 404 404 404 422 404
POST promotions.approve               401 404 422 422 404 404 404 404 422 404
POST promotions.ask_for_offer_letter  401 404 403 403 404 404 404 404 403 404
POST promotions.ask_for_outcome_letter 401 404 403 403 404 404 404 404 403 404
POST promotions.call                  401 404 422 422 404 404 404 404 422 404
POST promotions.check                 401 404 422 422 404 404 404 404 422 404
POST promotions.choose_hearer         401 404 422 422 404 404 404 404 422 404
POST promotions.decline               401 404 403 403 404 404 404 404 403 404
POST promotions.fill                  401 404 422 422 404 404 404 404 422 404
POST promotions.freeze                401 404 403 303 404 404 404 404 303 404
POST promotions.give_up               401 404 422 422 404 404 404 404 422 404
POST promotions.keep_scores           401 404 403 403 404 404 404 404 403 404
POST promotions.offer                 401 404 422 422 404 404 404 404 422 404
POST promotions.open_own              401 422 422 422 422 422 422 422 422 422
POST promotions.put_forward           401 404 422 422 404 404 404 404 422 404
POST promotions.recommend             401 404 422 422 404 404 404 404 422 404
POST promotions.review_trial          401 404 422 422 404 404 404 404 422 404
POST promotions.score                 401 404 422 422 404 404 404 404 422 404
POST promotions.seat                  401 404 403 403 404 404 404 404 403 404
POST promotions.sponsor               401 404 422 422 404 404 404 404 422 404
POST promotions.state                 401 404 422 422 404 404 404 404 422 404
POST promotions.withdraw              401 404 303 403 404 404 404 404 422 404
POST promotions.for_vacancy           401 404 404 422 404 404 404 404 422 404
POST vacancies.answer                 401 404 422 422 404 404 404 404 422 404
POST vacancies.end                    401 404 422 422 404 404 404 404 422 404
POST vacancies.open_one               401 404 404 422 404 404 404 404 422 404
POST vacancies.take_back              401 404 303 404 404 404 404 404 404 404
"""

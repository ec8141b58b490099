"""A submission is RUN: the student's cells in one process, the release's test cells in another. Theory of operation.

    from autograder.sandbox.run import run          the only way in: a restored notebook, to a `Run`


1  The processes: |- forks or starts, === a socket, to whom

    grader
     |- root template ========================================================= grader
     |   |- template of students: has drawn, if cells do ======================= grader
     |   |   `- ... for a set of rules: import gate, compiled cells =========== grader
     |   |       `- ... of a worker: walls are put up ========================= worker
     |   |           `- STUDENT'S PROCESS, one for each submission ============ worker (supervisor)
     |   `- template of judges: what tests import is imported ================= grader       ||
     |       `- ... for a set of rules: the course's modules, compiled cells == grader       || lent to the judge,
     |           `- ... of a worker =========================================== worker       || a cell at a time
     |               `- JUDGE, serves submission after submission ============= worker (supervisor)
     `- worker, one a core: fork of the grader; runs `Supervisor`

A template process (`prefork/`) has imported everything and runs nobody's code. It does what its client asks: copy,
specialize for a role, restrict to a course's rules, precompile cells, confine, fork a replica, interrupt it, end it. A
replica is a student's process or a judge, in about 5 ms. Everything dies with its parent, and when its socket closes.
A worker that gets no copies starts templates of its own; where nothing is forked (macOS, Windows) each replica is
started anew, with the same messages.


2  Who trusts whom

    grader, worker      read the release with hidden tests, all submissions, write results. Trust themselves and the
                        judge's template; believe nothing that a student's process says.
    judge               has the test cells, one after another, and the course's own modules; no other submission's
                        data, no gradebook. No student's code ever runs in it, and it reads no pickle: what comes from
                        the student's process is rebuilt from plain data, within bounds (`protocol/decode.py`), and
                        garbled bytes are one failed test.
    student's process   has the student's cells, the release's locked cells and files, and the arguments of calls.
                        Never test cells, oracles, expected values. Nobody else's code has run in it or will.
    templates           hold no submission, no test text but, the judges', compiled cells of the release.


3  What each may do (`confinement/confine.py` is the order in which walls are put up)

                          files                     network   processes          memory, time, output
    student's process     Python and allowed        none      none; threads      `limits.py`, each with its unit; killed
                          libraries, read-only;               up to a limit      by the template, with all it started
                          a scratch disk of its own
    judge                 as the grader's user      as it     as it              memory; the time of each cell
    templates, students'  as their replicas         none      forks, until the   -
                                                              grader is gone
Where a machine lacks a wall the rest stand, `self_test.py` tries from inside what must not succeed, and each result
names what was not stopped; `--sandbox strict` refuses.


4  A test cell, as messages (`protocol/messages.py` and `cells.py` have them)

    supervisor                     judge                                student's process
        |-- run this cell ---------->|                                       |
        |   (student's socket lent)  |-- what are these names? ------------->|
        |                            |<-- functions, data -------------------|
        |                            |-- call conv2d(array, array) --------->|   interrupted at the deadline by the
        |                            |<-- array, what it printed, changed ---|   supervisor, killed if it goes on
        |<-- passed, or why not -----|                                       |

The judge takes from the lent socket the plain answer to its question and nothing else. At anything out of the
ordinary, a deadline, an end, a frame that nobody asked for, a call back, it hands what it has read to the supervisor,
which alone decides what that is (`supervisor/relay.py`).


5  What is kept when one dies

    student's process   the tests passed so far; a fresh one replays the earlier cells for those that follow
    judge               the same, and the submission is run once more, since nobody can tell whose fault it was
    a template          it is started again, walls and all; its replicas died with it
    worker              the results of other submissions; its task is given to another worker
"""

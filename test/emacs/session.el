;;; What a person does in Emacs, in batch mode: opens a file, points at a mask, goes to a definition.  -*- lexical-binding: t -*-
;; Environment: CONFIG (file with the configuration of docs/EDITORS.md), TREE, ANSWER (file that gets the answers as JSON).
;; `gfp-lens' is on the PATH.
(require 'json)
(require 'package)
;; Where Debian puts elpa-eglot; newer Emacs has its own.
(package-initialize)
(require 'eglot)
(load (getenv "CONFIG") nil t)

(defvar answers nil)

(defun answer (key value) (push (cons key value) answers))

(defun point-at (after name)
  "Go one character into the first NAME behind the first AFTER."
  (goto-char (point-min))
  (search-forward after)
  (goto-char (match-beginning 0))
  (search-forward name)
  (goto-char (1+ (match-beginning 0))))

(defun wait-for (what)
  "What WHAT gives, as soon as it gives something."
  (let ((patience 300) found)
    (while (and (not (setq found (funcall what))) (> patience 0))
      (setq patience (1- patience))
      (accept-process-output nil 0.2))
    (or found (error "Nothing came"))))

(defun hover ()
  "What the echo area would show here."
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown text)))
    (wait-for (lambda () shown))))

(defun session ()
  (find-file (expand-file-name "mm/vmscan.c" (getenv "TREE")))
  (apply #'eglot (eglot--guess-contact))
  (answer 'managed (if (eglot-managed-p) t :json-false))
  (point-at "may_enter_fs" "__GFP_FS")
  (answer 'hover (substring-no-properties (hover)))
  (point-at "scan_objects(" "scan_objects")
  ;; Before the tree is read there is nothing to go to.
  (answer 'definitions
          (mapcar (lambda (found) (file-name-nondirectory (xref-location-group (xref-item-location found))))
                  (wait-for (lambda () (ignore-errors (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot)))))))
  (eglot-shutdown (eglot-current-server)))

(condition-case problem
    (session)
  (error (answer 'failed (error-message-string problem))))
(with-temp-file (getenv "ANSWER")
  (insert (json-encode answers)))

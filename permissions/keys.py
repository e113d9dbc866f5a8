"""Every right a person can hold, by name. The list is closed: what is not here cannot be granted.

A member's name is its key upper-cased with dots as underscores, which is also the GraphQL enum name.
`permissions/grid.tsv` says who holds what; a key in one list and not in the other fails the import.
"""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """One right; the value is the dotted key that clients, stores and documents use."""

    # Appointments
    APPOINTMENTS_VIEW = "appointments.view"
    APPOINTMENTS_VIEW_DETAIL = "appointments.view_detail"
    APPOINTMENTS_CREATE = "appointments.create"
    APPOINTMENTS_EDIT = "appointments.edit"
    APPOINTMENTS_DELETE = "appointments.delete"
    APPOINTMENTS_CHANGE_STATUS = "appointments.change_status"
    APPOINTMENTS_SEND_SUMMARY = "appointments.send_summary"
    APPOINTMENTS_VIEW_ALL_DOCTORS = "appointments.view_all_doctors"
    APPOINTMENTS_BLOCK_TIME = "appointments.block_time"
    APPOINTMENTS_EXPORT = "appointments.export"

    # Patients
    PATIENTS_VIEW = "patients.view"
    PATIENTS_VIEW_DETAIL = "patients.view_detail"
    PATIENTS_CREATE = "patients.create"
    PATIENTS_EDIT = "patients.edit"
    PATIENTS_DELETE = "patients.delete"
    PATIENTS_INVITE_PORTAL = "patients.invite_portal"
    PATIENTS_VIEW_MEDICAL_HISTORY = "patients.view_medical_history"
    PATIENTS_EXPORT = "patients.export"
    PATIENTS_MERGE = "patients.merge"

    # Clinical — Dental Chart
    CLINICAL_DENTAL_CHART_VIEW = "clinical.dental_chart.view"
    CLINICAL_DENTAL_CHART_CREATE = "clinical.dental_chart.create"
    CLINICAL_DENTAL_CHART_EDIT = "clinical.dental_chart.edit"
    CLINICAL_DENTAL_CHART_INITIALIZE = "clinical.dental_chart.initialize"

    # Clinical — Notes
    CLINICAL_NOTES_VIEW = "clinical.notes.view"
    CLINICAL_NOTES_CREATE = "clinical.notes.create"
    CLINICAL_NOTES_EDIT = "clinical.notes.edit"
    CLINICAL_NOTES_DELETE = "clinical.notes.delete"

    # Clinical — Treatment Plans
    CLINICAL_TREATMENT_PLANS_VIEW = "clinical.treatment_plans.view"
    CLINICAL_TREATMENT_PLANS_CREATE = "clinical.treatment_plans.create"
    CLINICAL_TREATMENT_PLANS_EDIT = "clinical.treatment_plans.edit"
    CLINICAL_TREATMENT_PLANS_DELETE = "clinical.treatment_plans.delete"
    CLINICAL_TREATMENT_PLANS_COMPLETE = "clinical.treatment_plans.complete"
    CLINICAL_TREATMENT_PLANS_APPROVE = "clinical.treatment_plans.approve"
    CLINICAL_TREATMENT_PLANS_ACCEPT = "clinical.treatment_plans.accept"
    CLINICAL_TREATMENT_PLANS_AI_PRESENTATION = "clinical.treatment_plans.ai_presentation"
    CLINICAL_TREATMENT_PLANS_SHARE = "clinical.treatment_plans.share"
    CLINICAL_TREATMENT_PLANS_REVOKE_SHARE = "clinical.treatment_plans.revoke_share"

    # Clinical — Vital Signs & Consent
    CLINICAL_VITAL_SIGNS_VIEW = "clinical.vital_signs.view"
    CLINICAL_VITAL_SIGNS_RECORD = "clinical.vital_signs.record"
    CLINICAL_CONSENT_VIEW = "clinical.consent.view"
    CLINICAL_CONSENT_UPLOAD = "clinical.consent.upload"

    # Clinical — Prescriptions
    CLINICAL_PRESCRIPTIONS_VIEW = "clinical.prescriptions.view"
    CLINICAL_PRESCRIPTIONS_CREATE = "clinical.prescriptions.create"
    CLINICAL_PRESCRIPTIONS_EDIT = "clinical.prescriptions.edit"
    CLINICAL_PRESCRIPTIONS_DELETE = "clinical.prescriptions.delete"
    CLINICAL_PRESCRIPTIONS_MANAGE_TEMPLATE = "clinical.prescriptions.manage_template"

    # Clinical — Medications Library
    CLINICAL_MEDICATIONS_VIEW = "clinical.medications.view"
    CLINICAL_MEDICATIONS_CREATE = "clinical.medications.create"
    CLINICAL_MEDICATIONS_DELETE = "clinical.medications.delete"

    # Clinical — Procedures Catalog
    CLINICAL_PROCEDURES_VIEW = "clinical.procedures.view"
    CLINICAL_PROCEDURES_CREATE = "clinical.procedures.create"
    CLINICAL_PROCEDURES_EDIT = "clinical.procedures.edit"
    CLINICAL_PROCEDURES_DELETE = "clinical.procedures.delete"

    # Clinical — Patient Files
    CLINICAL_PATIENT_FILES_VIEW = "clinical.patient_files.view"
    CLINICAL_PATIENT_FILES_UPLOAD = "clinical.patient_files.upload"
    CLINICAL_PATIENT_FILES_EDIT = "clinical.patient_files.edit"
    CLINICAL_PATIENT_FILES_DELETE = "clinical.patient_files.delete"

    # Clinical — Recalls
    CLINICAL_RECALLS_VIEW = "clinical.recalls.view"
    CLINICAL_RECALLS_CREATE = "clinical.recalls.create"
    CLINICAL_RECALLS_EDIT = "clinical.recalls.edit"
    CLINICAL_RECALLS_DELETE = "clinical.recalls.delete"
    CLINICAL_RECALLS_BATCH_GENERATE = "clinical.recalls.batch_generate"

    # Clinical — IPD / In-Patient Department
    CLINICAL_IPD_VIEW = "clinical.ipd.view"
    CLINICAL_IPD_ADMIT = "clinical.ipd.admit"
    CLINICAL_IPD_EDIT = "clinical.ipd.edit"
    CLINICAL_IPD_DISCHARGE = "clinical.ipd.discharge"

    # Billing — Invoices
    BILLING_INVOICES_VIEW = "billing.invoices.view"
    BILLING_INVOICES_VIEW_DETAIL = "billing.invoices.view_detail"
    BILLING_INVOICES_CREATE = "billing.invoices.create"
    BILLING_INVOICES_EDIT = "billing.invoices.edit"
    BILLING_INVOICES_SEND = "billing.invoices.send"
    BILLING_INVOICES_CONVERT = "billing.invoices.convert"
    BILLING_INVOICES_SHARE = "billing.invoices.share"
    BILLING_INVOICES_REVOKE_SHARE = "billing.invoices.revoke_share"

    # Billing — Receipts & Payments
    BILLING_RECEIPTS_VIEW = "billing.receipts.view"
    BILLING_RECEIPTS_CREATE = "billing.receipts.create"
    BILLING_RECEIPTS_SEND = "billing.receipts.send"
    BILLING_RECEIPTS_SHARE = "billing.receipts.share"
    BILLING_PAYMENTS_VIEW = "billing.payments.view"
    BILLING_PAYMENTS_RECORD = "billing.payments.record"

    # Billing — Installments
    BILLING_INSTALLMENTS_VIEW = "billing.installments.view"
    BILLING_INSTALLMENTS_CREATE = "billing.installments.create"
    BILLING_INSTALLMENTS_GENERATE_INVOICE = "billing.installments.generate_invoice"

    # Billing — Quotations
    BILLING_QUOTATIONS_VIEW = "billing.quotations.view"
    BILLING_QUOTATIONS_CREATE = "billing.quotations.create"
    BILLING_QUOTATIONS_EDIT = "billing.quotations.edit"
    BILLING_QUOTATIONS_DELETE = "billing.quotations.delete"
    BILLING_QUOTATIONS_SEND = "billing.quotations.send"
    BILLING_QUOTATIONS_REISSUE = "billing.quotations.reissue"
    BILLING_QUOTATIONS_SHARE = "billing.quotations.share"

    # Billing — Expenses
    BILLING_EXPENSES_VIEW = "billing.expenses.view"
    BILLING_EXPENSES_MANAGE = "billing.expenses.manage"
    BILLING_EXPENSES_DELETE = "billing.expenses.delete"
    BILLING_EXPENSES_VIEW_EOD = "billing.expenses.view_eod"

    # Billing — Payroll
    BILLING_PAYROLL_VIEW = "billing.payroll.view"
    BILLING_PAYROLL_MANAGE = "billing.payroll.manage"
    BILLING_PAYROLL_RUN = "billing.payroll.run"

    # Billing — Insurance Claims
    BILLING_INSURANCE_VIEW = "billing.insurance.view"
    BILLING_INSURANCE_CREATE = "billing.insurance.create"
    BILLING_INSURANCE_EDIT = "billing.insurance.edit"
    BILLING_INSURANCE_MANAGE_ATTACHMENTS = "billing.insurance.manage_attachments"

    # Inventory
    INVENTORY_VIEW = "inventory.view"
    INVENTORY_CREATE = "inventory.create"
    INVENTORY_EDIT = "inventory.edit"
    INVENTORY_ADJUST_STOCK = "inventory.adjust_stock"
    INVENTORY_VIEW_ALERTS = "inventory.view_alerts"
    INVENTORY_MANAGE_SUPPLIERS = "inventory.manage_suppliers"

    # Lab
    LAB_CASES_VIEW = "lab.cases.view"
    LAB_CASES_CREATE = "lab.cases.create"
    LAB_CASES_UPDATE_STATUS = "lab.cases.update_status"
    LAB_SERVICES_VIEW = "lab.services.view"
    LAB_SERVICES_MANAGE = "lab.services.manage"
    LAB_SERVICES_DELETE = "lab.services.delete"
    LAB_LABORATORIES_VIEW = "lab.laboratories.view"
    LAB_LABORATORIES_CREATE = "lab.laboratories.create"
    LAB_LABORATORIES_EDIT = "lab.laboratories.edit"
    LAB_LABORATORIES_DELETE = "lab.laboratories.delete"

    # Bridge / X-Ray Integration
    BRIDGE_VIEW = "bridge.view"
    BRIDGE_CAPTURE = "bridge.capture"
    BRIDGE_MANAGE = "bridge.manage"

    # Communications
    COMMS_MESSAGES_VIEW = "comms.messages.view"
    COMMS_MESSAGES_SEND_PATIENT = "comms.messages.send_patient"
    COMMS_MESSAGES_SEND_STAFF = "comms.messages.send_staff"
    COMMS_MESSAGES_DELETE = "comms.messages.delete"
    COMMS_MESSAGES_CHECK_WINDOW = "comms.messages.check_window"
    COMMS_MESSAGES_MARK_READ = "comms.messages.mark_read"
    COMMS_TEMPLATES_VIEW = "comms.templates.view"
    COMMS_TEMPLATES_MANAGE = "comms.templates.manage"
    COMMS_BULK_SEND = "comms.bulk.send"

    # Reports & Analytics
    REPORTS_FINANCIAL = "reports.financial"
    REPORTS_STATS = "reports.stats"
    REPORTS_REVENUE = "reports.revenue"

    # AI Insights
    AI_PATIENT_BRIEF = "ai.patient_brief"
    AI_CLINICAL_ASSIST = "ai.clinical_assist"
    AI_SHORTEN_EXPAND = "ai.shorten_expand"
    AI_RECALL_MESSAGE = "ai.recall_message"
    AI_DICOM_ANALYSIS_VIEW = "ai.dicom_analysis.view"
    AI_DICOM_ANALYSIS_RUN = "ai.dicom_analysis.run"
    AI_DAILY_BRIEF = "ai.daily_brief"
    AI_APPOINTMENT_NUDGES = "ai.appointment_nudges"
    AI_MONTHLY_SUMMARY = "ai.monthly_summary"
    AI_TREATMENT_PLAN_PRESENTATION = "ai.treatment_plan_presentation"
    AI_REVENUE_FORECAST = "ai.revenue_forecast"
    AI_CHURN_RISK = "ai.churn_risk"
    AI_PAYMENT_REMINDER = "ai.payment_reminder"
    AI_EOD_SUMMARY = "ai.eod_summary"
    AI_GRAMMAR_REWRITE = "ai.grammar_rewrite"

    # Settings
    SETTINGS_STAFF_VIEW = "settings.staff.view"
    SETTINGS_STAFF_CREATE = "settings.staff.create"
    SETTINGS_STAFF_EDIT = "settings.staff.edit"
    SETTINGS_STAFF_REMOVE = "settings.staff.remove"
    SETTINGS_STAFF_MANAGE_PERMISSIONS = "settings.staff.manage_permissions"
    SETTINGS_STAFF_RESEND_INVITATION = "settings.staff.resend_invitation"
    SETTINGS_STAFF_REFRESH_ACCESS = "settings.staff.refresh_access"
    SETTINGS_ROOMS_VIEW = "settings.rooms.view"
    SETTINGS_ROOMS_MANAGE = "settings.rooms.manage"
    SETTINGS_BRANDING_VIEW = "settings.branding.view"
    SETTINGS_BRANDING_EDIT = "settings.branding.edit"
    SETTINGS_EMAIL_TEMPLATES_VIEW = "settings.email_templates.view"
    SETTINGS_EMAIL_TEMPLATES_EDIT = "settings.email_templates.edit"
    SETTINGS_EMAIL_TEMPLATES_TEST = "settings.email_templates.test"
    SETTINGS_SIGNATURES_VIEW = "settings.signatures.view"
    SETTINGS_SIGNATURES_MANAGE = "settings.signatures.manage"
    SETTINGS_SIGNATURES_DELETE = "settings.signatures.delete"
    SETTINGS_REFERRALS_VIEW = "settings.referrals.view"
    SETTINGS_REFERRALS_MANAGE = "settings.referrals.manage"
    SETTINGS_REFERRALS_DELETE = "settings.referrals.delete"
    SETTINGS_APPOINTMENT_TYPES_MANAGE = "settings.appointment_types.manage"
    SETTINGS_WORKING_HOURS_MANAGE = "settings.working_hours.manage"
    SETTINGS_MODULES_MANAGE = "settings.modules.manage"

    # Notifications
    NOTIFICATIONS_VIEW_ALL = "notifications.view_all"
    NOTIFICATIONS_MANAGE = "notifications.manage"

    # Audit & Compliance
    AUDIT_LOGS_VIEW = "audit.logs.view"
    AUDIT_LOGS_EXPORT = "audit.logs.export"
    AUDIT_ACTIVITY_VIEW = "audit.activity.view"

    # Website Leads
    LEADS_VIEW = "leads.view"
    LEADS_MANAGE = "leads.manage"
    LEADS_CONVERT = "leads.convert"
    LEADS_CONFIGURE = "leads.configure"

import { ActionForm } from './ActionForm.js';
import { CancelLines } from './CancelLines.js';
import { Cell, Field } from './Cell.js';
import { ClosingForm } from './ClosingForm.js';
import { CopyForm } from './CopyForm.js';
import { Dashboard } from './Dashboard.js';
import { ChangeUniversity } from './ChangeUniversity.js';
import { CustomerDetail, OrderDetail, ProductDetail, RefundDetail } from './Details.js';
import { ExcelExport } from './ExcelExport.js';
import { ProductForm } from './ProductForm.js';
import { FilterChoice, FilterReference, FilterTime } from './Filters.js';
import { PromotionDetail, PromotionProgress } from './PromotionDetail.js';
import { PromotionForm } from './PromotionForm.js';
import { PromotionPreview } from './PromotionPreview.js';
import { PublishForm } from './PublishForm.js';
import { RecordsTable } from './RecordsTable.js';
import { RefundAccount } from './RefundAccount.js';
import { Sidebar } from './Sidebar.js';
import { SmsForm } from './SmsForm.js';
import { TopBar } from './TopBar.js';

// AdminJS looks its components up here by name; Sidebar and TopBar take the place of its own.
window.AdminJS.UserComponents = {
  ActionForm,
  CancelLines,
  Cell,
  ChangeUniversity,
  ClosingForm,
  CopyForm,
  CustomerDetail,
  Dashboard,
  ExcelExport,
  Field,
  FilterChoice,
  FilterReference,
  FilterTime,
  OrderDetail,
  ProductDetail,
  ProductForm,
  PromotionDetail,
  PromotionForm,
  PromotionPreview,
  PromotionProgress,
  PublishForm,
  RecordsTable,
  RefundAccount,
  RefundDetail,
  Sidebar,
  SmsForm,
  TopBar,
};
